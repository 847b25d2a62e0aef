import type { BusboyFileStream, BusboyInstance } from "@fastify/busboy";
import { pipeline } from "node:stream/promises";
import { maxFileBytes } from "../core/attachment/file-rules.ts";
import { storable } from "../core/channel/storable.ts";
import { openForm } from "../core/http/open-form.ts";
import type { HttpRequest } from "../core/http/route.ts";

/** A file as it came with a form. */
export interface SentFile {
  readonly name: string;
  readonly claimedType: string;
  readonly bytes: Buffer;
}

/** A form as it was sent. What did not arrive whole is said, and the rest is there all the same. */
export interface SentForm {
  /** All values of each field, in order. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
  readonly files: readonly SentFile[];
  /** Names of files that were too large. */
  readonly tooLarge: readonly string[];
  /** Something was cut off, or too much at once. */
  readonly isBroken: boolean;
}

/** What is taken from one form at most. */
export const formLimits = {
  files: 20,
  /** Bytes of all files of one form: ten good photos from a phone. */
  upload: 64_000_000,
  /** Bytes of a body that are still read, so that the customer gets a page that says what was too much. */
  read: 256_000_000,
  /** Bytes of all uploads in memory at one time in this process. */
  inMemory: 128_000_000,
  /** Bytes of one field. */
  field: 100_000,
  /** UTF-16 units of a file's name. */
  fileName: 200,
} as const;

/** Bytes of the uploads under way in this process. */
const memory = { used: 0 };

/** The first value of a field without what no database keeps; empty where there is none. */
export function fieldOf({ fields }: Pick<SentForm, "fields">, name: string): string {
  return storable(fields.get(name)?.[0] ?? "");
}

interface Reading {
  readonly fields: Map<string, string[]>;
  readonly files: SentFile[];
  readonly tooLarge: string[];
  isBroken: boolean;
  bytes: number;
}

/** Reads a multipart form to its end. Fields come before files, so that a connection that breaks in a photo has brought the words. */
export async function readForm(request: Pick<HttpRequest, "headers" | "stream">): Promise<SentForm> {
  const reading: Reading = { fields: new Map(), files: [], tooLarge: [], isBroken: false, bytes: 0 };
  const parser = openForm(request.headers, parserLimits);
  if (parser === undefined) {
    request.stream.resume();
    return { ...reading, isBroken: true };
  }
  listen(parser, reading);
  try {
    await pipeline(request.stream, parser);
  } catch {
    reading.isBroken = true;
  } finally {
    memory.used -= reading.bytes;
  }
  return reading;
}

const parserLimits = {
  fieldNameSize: 100,
  fieldSize: formLimits.field,
  fields: 100,
  files: formLimits.files,
  fileSize: maxFileBytes + 1,
  parts: 100 + formLimits.files,
  headerPairs: 20,
  headerSize: 8_192,
};

function listen(parser: BusboyInstance, reading: Reading): void {
  parser.on("field", (field, value, nameCut, cut) => {
    if (nameCut || cut) reading.isBroken = true;
    reading.fields.set(field, [...(reading.fields.get(field) ?? []), value]);
  });
  parser.on("file", (_field, stream, fileName, _encoding, claimedType) => {
    readFile(stream, cleanName(fileName), claimedType, reading);
  });
  for (const limit of ["filesLimit", "partsLimit", "fieldsLimit"] as const)
    parser.on(limit, () => (reading.isBroken = true));
}

function readFile(stream: BusboyFileStream, name: string, claimedType: string, reading: Reading): void {
  const chunks: Buffer[] = [];
  let isDropped = false;
  stream.on("data", (chunk: Buffer) => {
    if (isDropped) return;
    if (memory.used + chunk.length > formLimits.inMemory || reading.bytes + chunk.length > formLimits.upload) {
      isDropped = true;
      reading.isBroken = true;
      return;
    }
    chunks.push(chunk);
    memory.used += chunk.length;
    reading.bytes += chunk.length;
  });
  stream.on("limit", () => {
    isDropped = true;
    reading.tooLarge.push(name);
  });
  stream.on("error", () => (reading.isBroken = true));
  stream.on("end", () => {
    const bytes = Buffer.concat(chunks);
    // A file field that was left empty is sent as a file without name and bytes.
    if (!isDropped && bytes.length > 0) reading.files.push({ name, claimedType, bytes });
  });
}

/** Names are shown as text only; what would break a line or a log is taken out. */
function cleanName(name: string | undefined): string {
  return storable(name ?? "")
    .replace(/[\p{Cc}\u2028\u2029]/gu, "")
    .trim()
    .slice(0, formLimits.fileName)
    .toWellFormed();
}
