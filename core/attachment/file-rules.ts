/** How a kind of file is treated once its bytes have shown what it is. */
export type Treatment =
  /** Decoded and encoded again, so that metadata and trailing bytes are gone; shown in lists. */
  | "picture"
  /** Kept byte for byte and only ever downloaded. */
  | "download";

/** Largest file of any kind, in bytes: what Telegram lets a bot fetch (Bot API, getFile), so that no channel takes more than another. */
export const maxFileBytes = 20_000_000;

/** Largest picture, in pixels: 40 million, the limit of the security goals; a larger one could exhaust the memory when decoded. */
export const maxPixels = 40_000_000;

const pictures = ["image/jpeg", "image/png", "image/webp", "image/heic", "image/heif"];

const downloads = [
  "application/pdf",
  "audio/mpeg",
  "audio/ogg",
  "audio/ogg; codecs=opus",
  "audio/wav",
  "audio/x-m4a",
  "audio/mp4",
  "audio/aac",
  "audio/amr",
  "audio/webm",
  "video/mp4",
  "video/quicktime",
  "video/webm",
  "video/3gpp",
  "video/matroska",
  "text/plain",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  "application/vnd.oasis.opendocument.text",
  "application/vnd.oasis.opendocument.spreadsheet",
  // Word, Excel and PowerPoint before 2007 share one container.
  "application/x-cfb",
];

const treatments: ReadonlyMap<string, Treatment> = new Map([
  ...pictures.map((type) => [type, "picture"] as const),
  ...downloads.map((type) => [type, "download"] as const),
]);

/** How a file of this media type is treated; undefined where it is not on the allow-list. */
export function treatmentOf(type: string): Treatment | undefined {
  return treatments.get(type.toLowerCase());
}
