/** The file that carries what a phone cannot send: it says itself to whom it is to be given. */
import { saveFile } from '../../ui/save_file';
import { w } from './words';

/** An empty one would only lie about; whoever practises has nothing to carry. */
export function saveRescue(boxes: Blob): boolean {
  if (boxes.size === 0) return false;
  saveFile(new Blob([w.file, boxes], { type: boxes.type }), w.name);
  return true;
}
