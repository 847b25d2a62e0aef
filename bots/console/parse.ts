import { extname, basename } from "node:path";
import type { FileKind } from "../../core/channel/inbound.ts";

/** What a line typed into the terminal stands for. */
export type Line =
  | { readonly kind: "text"; readonly text: string }
  /** A tap on the n-th of the buttons shown last, counted from 1. */
  | { readonly kind: "tap"; readonly place: number }
  | {
      readonly kind: "file";
      readonly path: string;
      readonly fileKind: FileKind;
      readonly name: string;
      readonly caption?: string;
    }
  | { readonly kind: "start" }
  | { readonly kind: "quit" };

const kinds: Readonly<Partial<Record<string, FileKind>>> = {
  ".jpg": "photo",
  ".jpeg": "photo",
  ".png": "photo",
  ".webp": "photo",
  ".heic": "photo",
  ".ogg": "voice",
  ".mp3": "voice",
  ".mp4": "video",
};

/** `/1` taps, `/photo PATH [words]` sends a file, `/start` opens the chat, `/quit` leaves; everything else is what the customer writes. */
export function parseLine(line: string): Line {
  const [command = "", path, ...words] = line.trim().split(/\s+/);
  if (/^\/\d{1,3}$/.test(command)) return { kind: "tap", place: Number(command.slice(1)) };
  if (command === "/start") return { kind: "start" };
  if (command === "/quit") return { kind: "quit" };
  if ((command === "/photo" || command === "/file") && path !== undefined) {
    const fileKind = kinds[extname(path).toLowerCase()] ?? "document";
    const caption = words.join(" ");
    return { kind: "file", path, fileKind, name: basename(path), ...(caption === "" ? {} : { caption }) };
  }
  return { kind: "text", text: line };
}
