import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { Complaint } from "../complaint/complaint.ts";
import { Fault } from "../errors.ts";
import { brand } from "../ids.ts";
import type { ComplaintId } from "../ids.ts";
import { languages } from "../language/language.ts";
import type { Language } from "../language/language.ts";

/** What the token of a link into a chat says, once it has been found genuine and in time. */
export type StartLink =
  | {
      readonly kind: "complaint";
      readonly complaintId: ComplaintId;
      /** Of the passcode that the complaint had when the link was made. */
      readonly mark: string;
      readonly expiresAt: Date;
      /** Tells this link from every other, without letting anyone make it. */
      readonly id: string;
    }
  /** By its key in the organisation's profile. */
  | { readonly kind: "source"; readonly source: string }
  | { readonly kind: "language"; readonly language: Language };

/**
 * Makes and reads the tokens of links into a chat (`t.me/…?start=TOKEN`, the web chat's `?start=TOKEN`): at most 64 characters of `[A-Za-z0-9_-]`,
 * which is what Telegram hands on, signed, and without a tracking number or anything else of the customer's in them.
 */
export interface StartLinks {
  /** Lets the chat that uses it first follow the complaint, as its passcode would, for seven days from `now`. For the customer alone. */
  toComplaint(complaint: Pick<Complaint, "id" | "passcodeHash">, now: Date): string;
  /** Says where whoever uses it came from; holds for ever, for it is printed. */
  toSource(key: string): string;
  /** Opens the chat in a language; holds for ever. */
  toLanguage(language: Language): string;
  /** Undefined for a token that is forged, broken or too old. */
  read(token: string, now: Date): StartLink | undefined;
}

/** Long enough for a letter to be opened after a week-end, short enough that an old one in a mailbox opens nothing. */
const lifetimeMs = 7 * 24 * 60 * 60_000;

const kinds = { complaint: 1, source: 2, language: 3 } as const;

/** Half of SHA-256, as RFC 2104 allows: nobody guesses 128 bits at a chat. */
const signatureBytes = 16;
const markBytes = 6;
const uuidBytes = 16;
/** Seconds since 1970, good until 2106. */
const timeBytes = 4;
/** 48 bytes are 64 characters of base64url; one says the kind. */
const maxText = 48 - 1 - signatureBytes;

/** Links signed with `key` (32 bytes, for this purpose alone). */
export function createStartLinks(key: Uint8Array): StartLinks {
  const signature = (body: Buffer): Buffer =>
    createHmac("sha256", key).update(body).digest().subarray(0, signatureBytes);
  const seal = (body: Buffer): string => Buffer.concat([body, signature(body)]).toString("base64url");
  return {
    toComplaint: (complaint, now) => seal(complaintBody(complaint, new Date(now.getTime() + lifetimeMs))),
    toSource: (source) => seal(textBody(kinds.source, source)),
    toLanguage: (language) => seal(textBody(kinds.language, language)),
    read: (token, now) => {
      const body = opened(token, signature);
      if (body === undefined) return undefined;
      const link = linkIn(body);
      return link?.kind === "complaint" && link.expiresAt <= now ? undefined : link;
    },
  };
}

/** Changes with every passcode that the complaint ever has. */
export function passcodeMark({ passcodeHash }: Pick<Complaint, "passcodeHash">): string {
  return createHash("sha256").update(passcodeHash).digest().subarray(0, markBytes).toString("base64url");
}

function complaintBody(complaint: Pick<Complaint, "id" | "passcodeHash">, expiresAt: Date): Buffer {
  const time = Buffer.alloc(timeBytes);
  time.writeUInt32BE(Math.floor(expiresAt.getTime() / 1_000));
  const id = Buffer.from(complaint.id.replaceAll("-", ""), "hex");
  return Buffer.concat([Buffer.from([kinds.complaint]), id, Buffer.from(passcodeMark(complaint), "base64url"), time]);
}

function textBody(kind: number, text: string): Buffer {
  const bytes = Buffer.from(text, "utf8");
  if (bytes.length > maxText) throw new Fault("start-link", `${text} does not fit into a link of 64 characters`);
  return Buffer.concat([Buffer.from([kind]), bytes]);
}

function opened(token: string, signature: (body: Buffer) => Buffer): Buffer | undefined {
  if (!/^[\w-]{1,64}$/.test(token)) return undefined;
  const bytes = Buffer.from(token, "base64url");
  if (bytes.length <= signatureBytes) return undefined;
  const body = bytes.subarray(0, -signatureBytes);
  return timingSafeEqual(bytes.subarray(-signatureBytes), signature(body)) ? body : undefined;
}

function linkIn(body: Buffer): StartLink | undefined {
  const kind = body[0];
  if (kind === kinds.complaint) return complaintIn(body);
  const text = body.subarray(1).toString("utf8");
  if (kind === kinds.source) return { kind: "source", source: text };
  const language = kind === kinds.language ? languages.find((each) => each === text) : undefined;
  return language === undefined ? undefined : { kind: "language", language };
}

function complaintIn(body: Buffer): StartLink | undefined {
  if (body.length !== 1 + uuidBytes + markBytes + timeBytes) return undefined;
  const uuid = body.subarray(1, 1 + uuidBytes).toString("hex");
  return {
    kind: "complaint",
    complaintId: brand<ComplaintId>(uuid.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")),
    mark: body.subarray(1 + uuidBytes, -timeBytes).toString("base64url"),
    expiresAt: new Date(body.readUInt32BE(body.length - timeBytes) * 1_000),
    id: createHash("sha256").update(body).digest("base64url"),
  };
}
