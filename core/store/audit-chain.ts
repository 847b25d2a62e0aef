import { createHash } from "node:crypto";
import type { AuditEntry } from "../staff/agent.ts";

/** The hash before the first line. */
const CHAIN_START = "0".repeat(64);

/** One line as it is kept. */
export type AuditLine = AuditEntry & { readonly seq: number; readonly hash: string };

/** SHA-256, in hex, over the hash of the line before and this line in a form that has one spelling only. */
function hashOf(previous: string, seq: number, entry: AuditEntry): string {
  const facts = Object.entries(entry.facts).sort(([one], [other]) => (one < other ? -1 : 1));
  const canonical = JSON.stringify([seq, entry.at.toISOString(), entry.actor, entry.action, entry.subject, facts]);
  return createHash("sha256").update(previous).update(canonical).digest("hex");
}

/** The line that follows `last`. */
export function nextLine(last: Pick<AuditLine, "seq" | "hash"> | undefined, entry: AuditEntry): AuditLine {
  const seq = (last?.seq ?? 0) + 1;
  return { ...entry, seq, hash: hashOf(last?.hash ?? CHAIN_START, seq, entry) };
}

/** The first of `lines`, in order, that does not follow from `last` and from one another. */
export function firstBrokenLine(
  last: Pick<AuditLine, "seq" | "hash"> | undefined,
  lines: readonly AuditLine[],
): number | undefined {
  let before = last;
  for (const line of lines) {
    const { seq, hash } = nextLine(before, line);
    if (line.seq !== seq || line.hash !== hash) return line.seq;
    before = line;
  }
  return undefined;
}
