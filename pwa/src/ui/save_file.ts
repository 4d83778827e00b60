/** Hands a file to the phone. Its name says nothing about what is in it. */
import { words } from '../words';

/** An empty one would only lie about; whoever practises has nothing to carry. */
export function saveFile(file: Blob): void {
  if (file.size === 0) return;
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = words.me.rescueName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
