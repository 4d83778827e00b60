/** A picture made small enough for a weak line. Drawn anew, so it says no more where, when and with what it was taken. */

const LARGEST = 300_000;
const SIDES = [1280, 1024, 800, 640];
/** In which the smallest print of a paper can still be read. */
const PAGE_SIDES = [1920, 1600];
const QUALITIES = [0.8, 0.65, 0.5];
/** Some browsers write no WebP and give another type instead. */
const TYPES = ['image/webp', 'image/jpeg'];

/** `page`: of a paper. undefined: it cannot be made so small. Throws where it is no picture. */
export async function shrunkPhoto(file: Blob, page = false): Promise<Blob | undefined> {
  const picture = await createImageBitmap(file);
  try {
    for (const side of page ? [...PAGE_SIDES, ...SIDES] : SIDES) {
      const canvas = drawn(picture, side);
      for (const quality of QUALITIES) {
        const small = await encoded(canvas, quality);
        if (small && small.size <= LARGEST) return small;
      }
    }
    return undefined;
  } finally {
    picture.close();
  }
}

function drawn(picture: ImageBitmap, side: number): HTMLCanvasElement {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

async function encoded(canvas: HTMLCanvasElement, quality: number): Promise<Blob | undefined> {
  for (const type of TYPES) {
    const made = await new Promise<Blob | null>((done) => canvas.toBlob(done, type, quality));
    if (made?.type === type) return made;
  }
  return undefined;
}
