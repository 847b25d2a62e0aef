import { brand } from "../../core/ids.ts";
import type { ComplaintId } from "../../core/ids.ts";
import { passcodeLength } from "../../core/complaint/passcode.ts";
import type { Random } from "../../core/ports.ts";
import type { Sealer } from "../sealer.ts";

/** A form that was handed out: what it files has this id and passcode, however often it is sent. */
export interface FormTicket {
  readonly keys: { readonly id: ComplaintId; readonly passcode: string };
  /** Too old to file anything new with. */
  readonly isExpired: boolean;
}

/** Hands out forms and knows them again. A ticket stands in the page alone, never in an address. */
export interface FormTickets {
  issue(now: Date): string;
  /** Undefined for a ticket that is none of ours. */
  read(token: string, now: Date): FormTicket | undefined;
}

/** Long enough to look for a label or a receipt, and sleep over it. */
const lifetimeMs = 24 * 60 * 60_000;

const purpose = "form";

/** Tickets signed by `sealer`. Id and passcode are reckoned from a ticket and our key, so that no process need remember it. */
export function createFormTickets(sealer: Sealer, random: Random): FormTickets {
  return {
    issue: (now) => sealer.seal(purpose, `${now.getTime()}.${Buffer.from(random.bytes(16)).toString("hex")}`),
    read: (token, now) => {
      const text = sealer.open(purpose, token);
      if (text === undefined) return undefined;
      const issuedAt = Number(text.slice(0, text.indexOf(".")));
      return {
        keys: {
          id: idOf(sealer.derive("complaint", text), issuedAt),
          passcode: digitsOf(sealer.derive("passcode", text)),
        },
        isExpired: now.getTime() - issuedAt > lifetimeMs,
      };
    },
  };
}

/** A UUID of version 7 (RFC 9562, section 5.7): the time of the ticket, then what nobody can guess. */
function idOf(chance: Buffer, issuedAt: number): ComplaintId {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(issuedAt, 0, 6);
  chance.copy(bytes, 6, 0, 10);
  bytes.writeUInt8((chance.readUInt8(0) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((chance.readUInt8(2) & 0x3f) | 0x80, 8);
  return brand<ComplaintId>(bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/u, "$1-$2-$3-$4-"));
}

/** 32 bytes are so many more than 10¹² that the remainder's bias tells nothing. */
function digitsOf(chance: Buffer): string {
  const number = BigInt(`0x${chance.toString("hex")}`) % 10n ** BigInt(passcodeLength);
  return String(number).padStart(passcodeLength, "0");
}
