import type { BusboyFileStream, BusboyInstance } from "@fastify/busboy";
import { pipeline } from "node:stream/promises";
import type { FileKind, FileRef } from "../../core/channel/inbound.ts";
import { storable } from "../../core/channel/storable.ts";
import { openForm } from "../../core/http/open-form.ts";
import type { HttpRequest } from "../../core/http/route.ts";
import type { Random } from "../../core/ports.ts";
import { capabilities, inputLimits } from "./limits.ts";
import type { ChatFiles } from "./ports.ts";

/** An upload as it came in: the activity as parsed JSON, and the files in the order in which they came, their bytes staged. */
export type Upload =
  | {
      readonly ok: true;
      readonly activity: unknown;
      readonly files: readonly FileRef[];
      readonly keys: readonly string[];
    }
  | { readonly ok: false; readonly why: UploadTrouble };

export type UploadTrouble =
  | "NotMultipart"
  | "BadMultipart"
  | "FileTooLarge"
  | "TooManyFiles"
  | "UploadTooLarge"
  | "TooManyUploads"
  | "BadActivity";

export interface UploadTools {
  readonly files: ChatFiles;
  readonly random: Random;
}

/** Bytes of the uploads under way in this process. */
export interface UploadBudget {
  used: number;
}

interface Part {
  readonly name: string;
  readonly type: string;
  readonly chunks: Buffer[];
  bytes: number;
}

/** Everything read from one body; `trouble` is the first that was met, and what follows it is thrown away. */
interface Reading {
  activity: string | undefined;
  readonly parts: Part[];
  trouble: UploadTrouble | undefined;
}

/**
 * Reads a multipart upload to its end, so that a refusal reaches the client, and stages its files only when all is well. Rejects
 * only when staging fails.
 */
export async function readUpload(request: HttpRequest, tools: UploadTools, budget: UploadBudget): Promise<Upload> {
  const reading: Reading = { activity: undefined, parts: [], trouble: undefined };
  const parser = openForm(request.headers, parserLimits);
  if (parser === undefined) return { ok: false, why: "NotMultipart" };
  listen(parser, reading, budget);
  try {
    await pipeline(request.stream, counted(reading), parser);
  } catch {
    reading.trouble ??= "BadMultipart";
  }
  try {
    return reading.trouble === undefined ? await stage(reading, tools) : { ok: false, why: reading.trouble };
  } finally {
    for (const { bytes } of reading.parts) budget.used -= bytes;
  }
}

/** One more than allowed of each, so that reaching a limit is seen; the activity itself comes as a file from browsers. */
const parserLimits = {
  fieldNameSize: 100,
  fieldSize: inputLimits.body,
  fields: 8,
  files: inputLimits.files + 2,
  fileSize: capabilities.maxFile + 1,
  parts: inputLimits.files + 10,
  headerPairs: 20,
  headerSize: 8_192,
};

function listen(parser: BusboyInstance, reading: Reading, budget: UploadBudget): void {
  parser.on("file", (field, stream, fileName, _encoding, type) => {
    if (isActivity(field, type)) readActivity(stream, reading);
    else readFile(stream, { name: fileName, type, chunks: [], bytes: 0 }, reading, budget);
  });
  parser.on("field", (field, value, _nameCut, cut, _encoding, type) => {
    if (!isActivity(field, type)) return;
    if (cut) reading.trouble ??= "BadActivity";
    reading.activity = value;
  });
  parser.on("filesLimit", () => (reading.trouble ??= "TooManyFiles"));
  parser.on("partsLimit", () => (reading.trouble ??= "TooManyFiles"));
  parser.on("fieldsLimit", () => (reading.trouble ??= "BadMultipart"));
}

function isActivity(field: string | undefined, type: string): boolean {
  return field === "activity" || type === "application/vnd.microsoft.activity";
}

function readActivity(stream: BusboyFileStream, reading: Reading): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  stream.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > inputLimits.body) reading.trouble ??= "BadActivity";
    else chunks.push(chunk);
  });
  stream.on("end", () => (reading.activity = Buffer.concat(chunks).toString("utf8")));
  stream.on("error", () => (reading.trouble ??= "BadMultipart"));
}

function readFile(stream: BusboyFileStream, part: Part, reading: Reading, budget: UploadBudget): void {
  if (reading.parts.length >= inputLimits.files) reading.trouble ??= "TooManyFiles";
  else reading.parts.push(part);
  stream.on("data", (chunk: Buffer) => {
    if (budget.used + chunk.length > inputLimits.uploadsInMemory) reading.trouble ??= "TooManyUploads";
    if (part.bytes + chunk.length > capabilities.maxFile) reading.trouble ??= "FileTooLarge";
    if (reading.trouble !== undefined) return;
    part.chunks.push(chunk);
    part.bytes += chunk.length;
    budget.used += chunk.length;
  });
  stream.on("limit", () => (reading.trouble ??= "FileTooLarge"));
  stream.on("error", () => (reading.trouble ??= "BadMultipart"));
}

/** Passes the body on; what is longer than any allowed upload is read, but goes nowhere. */
function counted(reading: Reading): (source: AsyncIterable<Buffer>) => AsyncGenerator<Buffer> {
  return async function* (source) {
    let bytes = 0;
    for await (const chunk of source) {
      bytes += chunk.length;
      if (bytes <= inputLimits.upload) yield chunk;
      else reading.trouble ??= "UploadTooLarge";
    }
  };
}

async function stage(reading: Reading, tools: UploadTools): Promise<Upload> {
  const activity = parsed(reading.activity);
  if (activity === unreadable) return { ok: false, why: "BadActivity" };
  const files: FileRef[] = [];
  const keys: string[] = [];
  for (const part of reading.parts) {
    const name = Buffer.from(tools.random.bytes(20)).toString("hex");
    const key = `staged/${name.slice(0, 2)}/${name}`;
    await tools.files.put(key, Buffer.concat(part.chunks), part.type);
    keys.push(key);
    files.push(refOf(part, key));
  }
  return { ok: true, activity: activity ?? { type: "message" }, files, keys };
}

const unreadable = Symbol("unreadable");

function parsed(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return unreadable;
  }
}

function refOf({ name, type, bytes }: Part, key: string): FileRef {
  const shown = cleanName(name);
  return {
    source: { kind: "staged", key },
    kind: kindOf(type),
    ...(shown === "" ? {} : { name: shown }),
    claimedType: storable(type).slice(0, longestType),
    size: bytes,
  };
}

/** RFC 6838, section 4.2: 127 characters for each half of a media type. */
const longestType = 255;

/** Names are shown as text only; what would break a line or a log is taken out. */
function cleanName(name: string | undefined): string {
  const bare = storable(unescaped(name ?? ""))
    .replace(/[\p{Cc}\u2028\u2029]/gu, "")
    .trim();
  // "blob" is what browsers call a file that has no name.
  return bare === "blob" ? "" : bare.slice(0, inputLimits.fileName).toWellFormed();
}

/** The three characters that browsers write as escapes in a part's name (HTML Standard, multipart form data). */
function unescaped(name: string): string {
  return name.replace(/%(?:0A|0D|22)/gu, (escape) => decodeURIComponent(escape));
}

function kindOf(type: string): FileKind {
  const [main] = type.split("/");
  if (main === "image") return "photo";
  if (main === "audio") return "voice";
  return main === "video" ? "video" : "document";
}
