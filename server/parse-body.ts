/** A parsed value, or a fixed code of what was wrong. */
export type Parsed = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: string };

/** Deeper nesting is nobody's message: it is meant to exhaust whoever walks it. An Adaptive Card nests about ten deep. */
const MAX_DEPTH = 64;

const MAX_FIELDS = 500;

/**
 * Parses UTF-8 JSON. Refused are broken text, nesting beyond 64, keys named `__proto__`, and NUL characters, which no database
 * column can keep; half of a surrogate pair becomes U+FFFD.
 */
export function parseJson(bytes: Uint8Array): Parsed {
  const text = decode(bytes);
  if (text === undefined) return { ok: false, reason: "not_utf8" };
  if (depthOf(text) > MAX_DEPTH) return { ok: false, reason: "too_deep" };
  try {
    const value: unknown = JSON.parse(text);
    return needsWalk(text) ? clean(value) : { ok: true, value };
  } catch {
    return { ok: false, reason: "not_json" };
  }
}

/** Parses a form into an object of strings, repeated fields into lists of strings, by the same rules. */
export function parseForm(bytes: Uint8Array): Parsed {
  const text = decode(bytes);
  if (text === undefined) return { ok: false, reason: "not_utf8" };
  const fields = new Map<string, string | string[]>();
  for (const [name, value] of new URLSearchParams(text)) {
    const known = fields.get(name);
    fields.set(name, known === undefined ? value : [known, value].flat());
    if (fields.size > MAX_FIELDS) return { ok: false, reason: "too_many_fields" };
  }
  if (fields.has("__proto__")) return { ok: false, reason: "proto_key" };
  const value = Object.fromEntries(fields);
  return JSON.stringify(value).includes("\\u0000") ? { ok: false, reason: "nul" } : { ok: true, value };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The nesting of brackets outside strings, reckoned before parsing so that no recursion is at the sender's command. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let isString = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (isString) {
      if (character === "\\") at += 1;
      else if (character === '"') isString = false;
    } else if (character === '"') isString = true;
    else if (character === "{" || character === "[") deepest = Math.max(deepest, (depth += 1));
    else if (character === "}" || character === "]") depth -= 1;
  }
  return deepest;
}

/** Only escapes can bring in what UTF-8 text cannot hold, and only these characters can spell the key. */
function needsWalk(text: string): boolean {
  return /\\u(?:0000|d[89a-f]|00[57])|__proto__/iu.test(text);
}

function clean(value: unknown): Parsed {
  const found: { reason?: string } = {};
  const cleaned = walk(value, (reason) => (found.reason = reason));
  return found.reason === undefined ? { ok: true, value: cleaned } : { ok: false, reason: found.reason };
}

function walk(value: unknown, refuse: (reason: string) => void): unknown {
  if (typeof value === "string") {
    if (value.includes("\0")) refuse("nul");
    return value.toWellFormed();
  }
  if (Array.isArray(value)) return value.map((item: unknown) => walk(item, refuse));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, item]): [string, unknown] => {
    if (key === "__proto__") refuse("proto_key");
    if (key.includes("\0")) refuse("nul");
    return [key.toWellFormed(), walk(item, refuse)];
  });
  return Object.fromEntries(entries);
}
