import { createHmac, timingSafeEqual } from "node:crypto";
import type { HttpRequest, HttpResponse, Route } from "../../core/http/route.ts";
import { Fault } from "../../core/errors.ts";
import type { DoorPorts } from "../../core/http/door.ts";
import { brand } from "../../core/ids.ts";
import type { AttachmentId } from "../../core/ids.ts";
import type { Clock } from "../../core/ports.ts";
import { largestMedia } from "./limits.ts";

/** A file that goes out with a message. */
export interface OutgoingFile {
  readonly bytes: Uint8Array;
  /** Media type of the bytes. */
  readonly type: string;
  readonly name: string;
}

export interface OutgoingFilesOptions {
  /** Signs addresses, and nothing else. */
  readonly key: Uint8Array;
  /** Origin under which Twilio calls us; undefined: it cannot, and files are not sent. */
  readonly publicUrl: string | undefined;
  readonly clock: Clock;
  /** Undefined where it cannot be had any more. */
  readonly fileOf: (id: AttachmentId) => Promise<OutgoingFile | undefined>;
  /** Hears of files that are not sent. */
  readonly report: DoorPorts["report"];
}

/** The files of our messages, as Twilio fetches them: by an address that only we can make, and that ends. */
export interface OutgoingFiles {
  /** Whether Twilio can call us, so that any are sent at all. */
  readonly canBeFetched: boolean;
  /** Addresses of those that WhatsApp takes, in order. */
  readonly links: (ids: readonly AttachmentId[]) => Promise<readonly string[]>;
  readonly route: Route;
}

/** Twilio fetches at once, and once more when WhatsApp is slow: https://www.twilio.com/docs/messaging/guides/accepted-mime-types */
const lifetimeMs = 60 * 60_000;

const path = "/whatsapp/files";

export function createOutgoingFiles({ key, publicUrl, clock, fileOf, report }: OutgoingFilesOptions): OutgoingFiles {
  const sign = (id: string, until: string): string =>
    createHmac("sha256", key).update(`${id}.${until}`, "utf8").digest("base64url");
  const linkOf = (id: AttachmentId): string => {
    const until = String(clock.now().getTime() + lifetimeMs);
    return `${publicUrl ?? ""}${path}/${id}?until=${until}&proof=${sign(id, until)}`;
  };
  const isAllowed = (id: string, until: string, proof: string): boolean => {
    const expected = Buffer.from(sign(id, until), "utf8");
    const given = Buffer.from(proof, "utf8");
    const isOurs = given.length === expected.length && timingSafeEqual(given, expected);
    return isOurs && Number(until) > clock.now().getTime();
  };
  return {
    canBeFetched: publicUrl !== undefined,
    links: async (ids) => {
      const found = await Promise.all(ids.map(async (id) => ({ id, file: await fileOf(id) })));
      return found.flatMap(({ id, file }) => {
        if (publicUrl !== undefined && isTaken(file)) return [linkOf(id)];
        report(new Fault("whatsapp-file", "a file of a message cannot be sent"), { attachmentId: id });
        return [];
      });
    },
    route: {
      method: "GET",
      path: `${path}/:file`,
      maxBodyBytes: 0,
      handle: async ({ params, query }: HttpRequest) => {
        const id = params["file"] ?? "";
        if (!isAllowed(id, query.get("until") ?? "", query.get("proof") ?? "")) return { status: 403 };
        const file = await fileOf(brand<AttachmentId>(id));
        return file === undefined ? { status: 404 } : answerWith(file);
      },
    },
  };
}

/** Larger ones WhatsApp refuses, and the words would wait for them in vain. */
function isTaken(file: OutgoingFile | undefined): boolean {
  return file !== undefined && file.bytes.length > 0 && file.bytes.length <= largestMedia(file.type);
}

/** WhatsApp names a document by what the address answers. */
function answerWith({ bytes, type, name }: OutgoingFile): HttpResponse {
  return {
    status: 200,
    bytes,
    headers: {
      "content-type": type,
      "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/gu, escapeByte)}`,
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
      "cache-control": "private, no-store",
    },
  };
}

function escapeByte(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
