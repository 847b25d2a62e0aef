const pictures: ReadonlySet<string> = new Set(["image/jpeg", "image/png", "image/webp", "image/gif"]);

/** Whether a browser draws it by itself. */
export function isPicture(type: string): boolean {
  return pictures.has(type);
}

/** Whether a browser plays it. */
export function isPlayable(type: string): boolean {
  return type.startsWith("audio/") || type.startsWith("video/");
}

/** Where the clean copy of a file, or a small picture of it, is read. */
export function fileUrl(id: string, form: "content" | "thumbnail" = "content"): string {
  return `/api/v1/attachments/${id}/${form}`;
}
