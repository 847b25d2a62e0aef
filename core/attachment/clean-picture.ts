import sharp from "sharp";
import type { Sharp } from "sharp";
import { decodeHeic } from "./decode-heic.ts";
import { maxPixels } from "./file-rules.ts";

/** A picture made anew from its pixels. */
export interface CleanPicture {
  readonly type: "image/jpeg" | "image/png" | "image/webp";
  readonly bytes: Uint8Array;
  /** At most 320 pixels wide and high, WebP. */
  readonly thumbnail: Uint8Array;
}

/** Why a picture could not be made anew. */
export type PictureTrouble = "broken" | "too_many_pixels";

const thumbnailSide = 320;
/** Good enough to read a label on a can, a quarter of the size of the best. */
const quality = 85;

/**
 * Decodes a picture, turns it upright and encodes its pixels again: EXIF, GPS, colour profiles and trailing bytes are gone. HEIC becomes
 * JPEG, which every browser shows.
 */
export async function cleanPicture(bytes: Uint8Array, type: string): Promise<CleanPicture | PictureTrouble> {
  try {
    const picture =
      type === "image/heic" || type === "image/heif"
        ? await fromHeic(bytes)
        : sharp(bytes, { limitInputPixels: false, failOn: "error" });
    if (picture === "too_many_pixels") return picture;
    const { width, height } = await picture.metadata();
    if (width * height > maxPixels) return "too_many_pixels";
    return await encoded(picture, type);
  } catch {
    return "broken";
  }
}

async function fromHeic(bytes: Uint8Array): Promise<Sharp | "too_many_pixels"> {
  const decoded = await decodeHeic(bytes);
  if (decoded === "too_many_pixels") return decoded;
  const { width, height, data } = decoded;
  return sharp(Buffer.from(data.buffer, data.byteOffset, data.byteLength), { raw: { width, height, channels: 4 } });
}

async function encoded(picture: Sharp, type: string): Promise<CleanPicture> {
  const upright = picture.rotate();
  const thumbnail = upright
    .clone()
    .resize(thumbnailSide, thumbnailSide, { fit: "inside", withoutEnlargement: true })
    .webp({ quality: 70 });
  const [bytes, small] = await Promise.all([inFormat(upright, type).toBuffer(), thumbnail.toBuffer()]);
  const cleanType = type === "image/png" || type === "image/webp" ? type : "image/jpeg";
  return { type: cleanType, bytes, thumbnail: small };
}

function inFormat(picture: Sharp, type: string): Sharp {
  if (type === "image/png") return picture.png();
  if (type === "image/webp") return picture.webp({ quality });
  return picture.jpeg({ quality });
}
