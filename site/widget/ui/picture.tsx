import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "./icon.tsx";

interface PictureParts {
  readonly name: string;
  readonly type: string;
  /** Where the whole file can be opened; empty where nowhere. */
  readonly url: string;
  readonly load: () => Promise<Blob>;
}

/** Longest side of what is drawn, in pixels: sharp on a dense screen, small in memory. */
const LONGEST_PX = 640;

/** A file: drawn where the browser can, by its name otherwise. */
export function Picture({ name, type, url, load }: PictureParts): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isDrawn, setDrawn] = useState(type.startsWith("image/"));
  useEffect(() => {
    if (!isDrawn) return;
    load()
      .then((blob) => draw(blob, canvas.current))
      .catch(() => setDrawn(false));
  }, []);
  const face = isDrawn ? (
    <canvas ref={canvas} role="img" aria-label={name} width={4} height={3} />
  ) : (
    <span class="file-name">
      <Icon name="file" />
      <bdi>{name}</bdi>
    </span>
  );
  if (url === "") return <span class="file">{face}</span>;
  return (
    <a class="file" href={url} target="_blank" rel="noopener noreferrer">
      {face}
    </a>
  );
}

/** Draws without an image element: the host page's policy may allow none from here. */
async function draw(blob: Blob, canvas: HTMLCanvasElement | null): Promise<void> {
  const bitmap = await createImageBitmap(blob);
  if (canvas === null) return;
  const scale = Math.min(1, LONGEST_PX / Math.max(bitmap.width, bitmap.height));
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
}
