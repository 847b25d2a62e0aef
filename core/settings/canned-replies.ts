import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { showIn } from "../language/fill-in.ts";
import { languages } from "../language/language.ts";
import type { Language } from "../language/language.ts";
import type { TextArgs } from "../language/text-key.ts";
import type { Organisation } from "../organisation/organisation.ts";
import type { WrongPart } from "../organisation/profile.ts";

/** What a canned reply may name in braces; filled when it is used. */
export const replyVariables = [
  "customer",
  "number",
  "agent",
  "organisation",
  "department",
  "category",
  "product",
  "status",
  "due",
] as const;

export type ReplyVariable = (typeof replyVariables)[number];

/** What the variables stand for; one that is missing stays as it is written. */
export type ReplyValues = Readonly<Partial<Record<ReplyVariable, TextArgs[string]>>>;

const text = z.string().trim().min(1).max(8_000);

const replySchema = z.strictObject({
  id: z.string().min(1).max(64),
  kind: z.enum(["reply", "report"]),
  shortcut: z.string().regex(/^[\p{L}\p{M}\p{N}_-]{1,30}$/u),
  title: z.string().trim().min(1).max(100),
  department: z.string().exactOptional(),
  texts: z
    .partialRecord(z.enum(languages), text)
    .refine((texts) => Object.keys(texts).length > 0, { params: { rule: "too_small" } }),
  updated: z.iso.datetime().exactOptional(),
});

const contentSchema = z.strictObject({
  replies: z
    .array(replySchema)
    .max(500)
    .refine((replies) => new Set(replies.map(({ id }) => id)).size === replies.length, {
      params: { rule: "repeated" },
    }),
});

/** Words that are ready to be sent (`reply`), or to begin a decision's report with (`report`), in as many languages as somebody wrote. */
export type CannedReply = z.infer<typeof replySchema>;

/** Either the replies or what is wrong with them. */
export type RepliesReading =
  | { readonly ok: true; readonly replies: readonly CannedReply[] }
  | { readonly ok: false; readonly fields: readonly WrongPart[] };

/** Checks what was written: shapes, variables that exist, shortcuts of one kind that differ, departments that are there. */
export function readReplies(content: unknown, organisation: Pick<Organisation, "departments">): RepliesReading {
  const parsed = contentSchema.safeParse(content);
  if (!parsed.success) return { ok: false, fields: parsed.error.issues.map(wrongPart) };
  const { replies } = parsed.data;
  const fields = replies.flatMap((reply, index) =>
    wrongReply(reply, `replies.${String(index)}`, replies, organisation),
  );
  return fields.length === 0 ? { ok: true, replies } : { ok: false, fields };
}

function wrongReply(
  { kind, shortcut, department, texts, id }: CannedReply,
  path: string,
  all: readonly CannedReply[],
  { departments }: Pick<Organisation, "departments">,
): readonly WrongPart[] {
  const isTaken = all.some((other) => other.id !== id && other.kind === kind && other.shortcut === shortcut);
  const isGone = department !== undefined && !departments.some(({ key }) => key === department);
  const strangers = Object.entries(texts).filter(([, words]) => variablesIn(words).some((name) => !isVariable(name)));
  return [
    ...(isTaken ? [{ path: `${path}.shortcut`, code: "repeated" }] : []),
    ...(isGone ? [{ path: `${path}.department`, code: "department" }] : []),
    ...strangers.map(([language]) => ({ path: `${path}.texts.${language}`, code: "variable" })),
  ];
}

function wrongPart(issue: z.core.$ZodIssue): WrongPart {
  const rule: unknown = issue.code === "custom" ? issue.params?.["rule"] : undefined;
  return { path: issue.path.map(String).join("."), code: typeof rule === "string" ? rule : issue.code };
}

const braces = /\{([^{}]*)\}/gu;

function variablesIn(words: string): readonly string[] {
  return [...words.matchAll(braces)].map(([, name = ""]) => name.trim());
}

function isVariable(name: string): name is ReplyVariable {
  return replyVariables.some((known) => known === name);
}

/** Those of `replies` that are new or other than in `before` are marked as changed at `at`; the others keep their moment. */
export function withMoments(
  replies: readonly CannedReply[],
  before: readonly CannedReply[],
  at: Date,
): readonly CannedReply[] {
  return replies.map((reply) => {
    const known = before.find(({ id }) => id === reply.id);
    const isSame = known?.updated !== undefined && isDeepStrictEqual(withoutMoment(known), withoutMoment(reply));
    return { ...reply, updated: (isSame ? known.updated : undefined) ?? at.toISOString() };
  });
}

function withoutMoment({ updated: _, ...reply }: CannedReply): Omit<CannedReply, "updated"> {
  return reply;
}

/** A canned reply ready to be read over and sent. */
export interface FilledReply {
  readonly text: string;
  readonly language: Language;
  /** Variables that could not be filled; they stand in the text as they are written. */
  readonly missing: readonly ReplyVariable[];
}

/** `reply` in `language`, else in the first of `fallbacks` in which it is written; `timeZone` is that of its dates. */
export function fillReply(
  reply: CannedReply,
  language: Language,
  fallbacks: readonly Language[],
  values: ReplyValues,
  timeZone: string,
): FilledReply {
  const spoken = [language, ...fallbacks, ...languages].find((each) => reply.texts[each] !== undefined) ?? language;
  const missing = new Set<ReplyVariable>();
  const view = { language: spoken, timeZone };
  const filled = (reply.texts[spoken] ?? "").replaceAll(braces, (written, inner: string) => {
    const name = inner.trim();
    if (!isVariable(name)) return written;
    const value = values[name];
    if (value === undefined) missing.add(name);
    return value === undefined ? written : showIn(value, "date", view);
  });
  return { text: filled, language: spoken, missing: [...missing] };
}
