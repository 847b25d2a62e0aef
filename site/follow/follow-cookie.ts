import { brand } from "../../core/ids.ts";
import type { ComplaintId } from "../../core/ids.ts";
import type { Complaint } from "../../core/complaint/complaint.ts";
import type { HttpRequest } from "../../core/http/route.ts";
import { passcodeMark } from "../../core/turn/start-links.ts";
import type { Random } from "../../core/ports.ts";
import type { Sealer } from "../sealer.ts";

/** One complaint, open in one browser. */
export interface Following {
  readonly complaintId: ComplaintId;
  /** Of the passcode by which it was opened: a new one closes it. */
  readonly mark: string;
  readonly since: Date;
  readonly seen: Date;
  /** Unlike that of any other opening. */
  readonly nonce: string;
}

/** The longest without a page, and the longest in all: somebody else may sit down at the same computer. */
const idleMs = 30 * 60_000;
const longestMs = 2 * 60 * 60_000;

const purpose = "follow";

/** A fresh opening of the complaint. */
export function startFollowing(complaint: Complaint, now: Date, random: Random): Following {
  const nonce = Buffer.from(random.bytes(12)).toString("hex");
  return { complaintId: complaint.id, mark: passcodeMark(complaint), since: now, seen: now, nonce };
}

/** Whether it still opens the complaint. */
export function isStillOpen(following: Following, complaint: Complaint, now: Date): boolean {
  return (
    following.mark === passcodeMark(complaint) &&
    now.getTime() - following.seen.getTime() < idleMs &&
    now.getTime() - following.since.getTime() < longestMs
  );
}

/** A `Set-Cookie` with the opening, out of the reach of scripts; without one it is taken back. Nothing is kept on our side. */
export function followCookie(sealer: Sealer, publicUrl: string, following: Following | undefined): string {
  const { name, secure } = cookieOf(publicUrl);
  const value = following === undefined ? "" : sealer.seal(purpose, textOf(following));
  const life = following === undefined ? "; Max-Age=0" : `; Max-Age=${idleMs / 1_000}`;
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax${secure}${life}`;
}

/** The opening that a request carries, if it is genuine. */
export function followingIn(
  sealer: Sealer,
  publicUrl: string,
  { headers }: Pick<HttpRequest, "headers">,
): Following | undefined {
  const prefix = `${cookieOf(publicUrl).name}=`;
  const cookies = (headers.cookie ?? "").split(";").map((cookie) => cookie.trim());
  const token = cookies.find((cookie) => cookie.startsWith(prefix))?.slice(prefix.length);
  const text = token === undefined ? undefined : sealer.open(purpose, token);
  return text === undefined ? undefined : followingOf(text);
}

/** What a form on a page of this opening carries, so that no other page can send it. */
export function formToken(sealer: Sealer, { complaintId, nonce }: Following): string {
  return sealer.derive("form-token", `${complaintId} ${nonce}`).toString("base64url").slice(0, 32);
}

/** `__Host-` ties a cookie to this host and https; browsers refuse it without https. */
function cookieOf(publicUrl: string): { readonly name: string; readonly secure: string } {
  return publicUrl.startsWith("https:")
    ? { name: "__Host-follow", secure: "; Secure" }
    : { name: "follow", secure: "" };
}

function textOf({ complaintId, mark, since, seen, nonce }: Following): string {
  return [complaintId, mark, since.getTime(), seen.getTime(), nonce].join(" ");
}

function followingOf(text: string): Following {
  const [complaintId = "", mark = "", since, seen, nonce = ""] = text.split(" ");
  return {
    complaintId: brand<ComplaintId>(complaintId),
    mark,
    since: new Date(Number(since)),
    seen: new Date(Number(seen)),
    nonce,
  };
}
