/** A stretch of a message: plain, an address to open, or a code whose parts must not change places. */
export interface TextPiece {
  readonly kind: "plain" | "link" | "code";
  readonly text: string;
}

/** Addresses on the web only; the marks that isolate codes end one too. */
const ADDRESS = String.raw`https?:\/\/[^\s<>"'\u2066-\u2069]+`;
/**
 * Groups of Latin capitals and digits joined by spaces or dashes, such as a passcode or a lot: right-to-left text would swap the
 * groups. After a Latin word they keep their order, and set apart they would change places with it.
 */
const CODE = String.raw`(?<![\p{L}\d-]|[A-Za-z] )(?=[A-Z -]*\d)[A-Z\d]+(?:[ -][A-Z\d]+)+(?![\p{L}\d])`;
/** What may follow an address in a sentence without belonging to it. */
const SENTENCE_END = /[.,;:!?)\]}»”…،؛؟]+$/u;

/** Cuts a message into its pieces. Joined again they are the message. */
export function textPieces(text: string): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let end = 0;
  for (const match of text.matchAll(new RegExp(`${ADDRESS}|${CODE}`, "gu"))) {
    const isLink = match[0].startsWith("http");
    const found = isLink ? match[0].replace(SENTENCE_END, "") : match[0];
    if (match.index > end) pieces.push({ kind: "plain", text: text.slice(end, match.index) });
    pieces.push({ kind: isLink && URL.canParse(found) ? "link" : isLink ? "plain" : "code", text: found });
    end = match.index + found.length;
  }
  if (end < text.length) pieces.push({ kind: "plain", text: text.slice(end) });
  return pieces;
}
