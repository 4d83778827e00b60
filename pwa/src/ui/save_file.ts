/** Hands a file to the phone. Its name says nothing about what is in it. */
import { words } from '../words';

export function saveFile(file: Blob): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = words.me.rescueName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
