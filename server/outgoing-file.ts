import type { AttachmentId } from "../core/ids.ts";
import type { RedressParts } from "../core/redress.ts";

/** A file that goes out with a message. */
export interface OutgoingFile {
  readonly bytes: Uint8Array;
  /** Media type of the bytes. */
  readonly type: string;
  readonly name: string;
}

/** The cleaned file, which is what customers get. */
export async function outgoingFile(
  { store, files }: Pick<RedressParts, "store" | "files">,
  id: AttachmentId,
): Promise<OutgoingFile | undefined> {
  const attachment = await store.attachments.byId(id);
  if (attachment?.stored === undefined) return undefined;
  const { cleanKey, type } = attachment.stored;
  const bytes = await files.get(cleanKey);
  return bytes === undefined ? undefined : { bytes, type, name: attachment.name ?? defaultName(type) };
}

/** Phones choose by the ending what opens a file. */
function defaultName(type: string): string {
  const ending = /^[a-z]+\/([a-z0-9]{2,5})$/u.exec(type)?.[1];
  return ending === undefined ? "file" : ["file", ending === "jpeg" ? "jpg" : ending].join(".");
}
