import { z } from "zod";
import { derivedKey } from "../../core/config/secret-key.ts";
import { createSecretHasher } from "../../core/staff/secret-hasher.ts";
import type { SecretHasher } from "../../core/staff/secret-hasher.ts";
import { withPostgres } from "../ledger/stored-rows.ts";
import type { Rows } from "../ledger/stored-rows.ts";
import type { BotKind } from "./bots.ts";
import { SECRET_KEY } from "./bots.ts";
import type { Told } from "./customers.ts";
import { told as said } from "./filing-answers.ts";

/** The ledger of one fault. All but the first three ought to be 0. */
export interface Ledger {
  readonly filed: number;
  /** Messages that were answered after more than ten seconds, or never: then the dialogue is broken, too. */
  readonly late: number;
  /** Outgoing messages that are marked as perhaps sent twice. */
  readonly maybeDoubled: number;
  readonly lostComplaints: number;
  readonly doubledComplaints: number;
  /** Something else stands in the complaint than what the customer said. */
  readonly wrongFilings: number;
  /** Number or passcode is not what the customer was told. */
  readonly wrongCodes: number;
  readonly brokenDialogues: number;
  /** Messages of customers that are not stored although the bot took them, or stored twice. */
  readonly lostMessages: number;
  readonly doubledMessages: number;
  /** Answers that reached a customer twice and are not marked so, or never, or out of order. */
  readonly doubledAnswers: number;
  readonly lostAnswers: number;
  readonly disorderedChats: number;
  /** Messages that are still to be sent a minute after the fault. */
  readonly stuck: number;
  /** Expectations of a fault besides these that were not met. */
  readonly unmet: number;
}

/** What came on top of `before`. */
export function ledgerSince(ledger: Ledger, before: Ledger | undefined): Ledger {
  if (before === undefined) return ledger;
  const earlier: Readonly<Record<string, number>> = { ...before };
  const more = Object.entries(ledger).map(([key, count]) => [key, count - (earlier[key] ?? 0)] as const);
  return { ...ledger, ...Object.fromEntries(more) };
}

/** What ought to be 0 and is not, in words. */
export function troublesOf({ filed: _, late: __, maybeDoubled: ___, ...rest }: Ledger): readonly string[] {
  return Object.entries(rest).flatMap(([what, count]) => (count === 0 ? [] : [`${what}: ${count}`]));
}

const complaintSchema = z.array(
  z.object({
    chat: z.string(),
    number: z.string(),
    hash: z.string(),
    description: z.string(),
    product: z.string().nullable(),
    lot: z.string().nullable(),
    expectation: z.string().nullable(),
  }),
);

const COMPLAINTS: Readonly<Record<BotKind, string>> = {
  redress: `SELECT number, passcode_hash AS hash, conversation.external_id AS chat, description, product, lot, expectation
    FROM complaint JOIN conversation USING (customer_id) WHERE channel = 'telegram'`,
  telegraf: `SELECT number, passcode_hash AS hash, chat_id::text AS chat, filing->'description'->>0 AS description,
    filing->>'product' AS product, filing->>'lot' AS lot, filing->>'expectation' AS expectation FROM complaint`,
};

/** A chat in which something else stands than was written, with both, for whoever has to find out why. */
export interface Odd {
  readonly chat: string;
  /** Each with the state of its delivery. */
  readonly written: readonly string[];
  readonly seen: readonly string[];
}

/** Draws the ledger of what customers were told against the database of `kind`; `tell` hears of each chat that does not add up. */
export function drawLedger(
  kind: BotKind,
  databaseUrl: string,
  told: Told,
  tell: (odd: Odd) => void,
): Promise<Omit<Ledger, "unmet">> {
  return withPostgres(databaseUrl, async (rows) => {
    const complaints = complaintSchema.parse(await rows(COMPLAINTS[kind]));
    const byChat = Map.groupBy(complaints, ({ chat }) => chat);
    const finished = told.dialogues.filter(({ filed }) => filed !== undefined);
    const chats = told.dialogues.map(({ person }) => String(person.chatId));
    return {
      filed: finished.length,
      brokenDialogues: told.dialogues.filter(({ isBroken }) => isBroken).length,
      late: told.late,
      lostComplaints: finished.filter(({ person }) => !byChat.has(String(person.chatId))).length,
      doubledComplaints: chats.reduce((sum, chat) => sum + Math.max(0, (byChat.get(chat)?.length ?? 0) - 1), 0),
      wrongFilings: complaints.filter((complaint) => !isAsTold(complaint)).length,
      wrongCodes: await wrongCodes(kind, complaints, told),
      ...(kind === "redress"
        ? await messageLedger(rows, told, tell)
        : { ...NOT_KEPT, doubledAnswers: repeatsIn(told) }),
    };
  });
}

/** telegraf keeps no messages: what became of them shows in what customers were told. */
const NOT_KEPT = {
  maybeDoubled: 0,
  lostMessages: 0,
  doubledMessages: 0,
  doubledAnswers: 0,
  lostAnswers: 0,
  disorderedChats: 0,
  stuck: 0,
} as const;

function isAsTold(complaint: z.infer<typeof complaintSchema>[number]): boolean {
  const keys = ["description", "product", "lot", "expectation"] as const;
  return keys.every((key) => complaint[key] === said[key]);
}

/** How often somebody was told the same twice in a row. */
function repeatsIn({ dialogues }: Told): number {
  const all = dialogues.map(({ person }) => person.sees().map(({ text }) => text));
  return all.reduce((sum, texts) => sum + texts.length - withoutRepeats(texts).length, 0);
}

async function wrongCodes(
  kind: BotKind,
  complaints: z.infer<typeof complaintSchema>,
  { dialogues }: Told,
): Promise<number> {
  const hasher: SecretHasher = createSecretHasher(
    kind === "redress" ? derivedKey(SECRET_KEY, "pepper") : new Uint8Array(),
  );
  const hashes = new Map(complaints.map(({ number, hash }) => [number, hash]));
  const filed = dialogues.flatMap((dialogue) => (dialogue.filed === undefined ? [] : [dialogue.filed]));
  const right: boolean[] = [];
  for (const { number, passcode } of filed) right.push(await hasher.verify(hashes.get(number) ?? "", passcode));
  return right.filter((isRight) => !isRight).length;
}

const inboundSchema = z.array(z.object({ id: z.string() }));
const outboundSchema = z.array(
  z.object({ chat: z.string(), words: z.string(), state: z.string(), unsent: z.boolean() }),
);

const OUTBOUND = `SELECT conversation.external_id AS chat, body->>'text' AS words, delivery_state::text AS state, unsent
  FROM message JOIN conversation ON conversation.id = conversation_id
  WHERE direction = 'out' AND message.channel = 'telegram' ORDER BY conversation_id, seq`;

async function messageLedger(
  rows: Rows,
  told: Told,
  tell: (odd: Odd) => void,
): Promise<Omit<Ledger, keyof Dialogues | "unmet">> {
  const inbound = inboundSchema.parse(
    await rows(
      `SELECT substr(external_id, strpos(external_id, ':') + 1) AS id FROM message
      WHERE direction = 'in' AND channel = 'telegram'`,
    ),
  );
  const outbound = outboundSchema.parse(await rows(OUTBOUND));
  const byChat = Map.groupBy(outbound, ({ chat }) => chat);
  const answers = told.dialogues.map(({ person }) => {
    const chat = String(person.chatId);
    const written = byChat.get(chat) ?? [];
    const seen = person.sees().map(({ text }) => text);
    const answer = compareAnswers(written, seen);
    if (answer.lost + answer.doubled + answer.disordered > 0)
      tell({
        chat,
        written: written.map(({ words, state }) => `${state}: ${words.slice(0, SHOWN)}`),
        seen: seen.map((text) => text.slice(0, SHOWN)),
      });
    return answer;
  });
  const sum = (key: keyof Answers): number => answers.reduce((total, answer) => total + answer[key], 0);
  const stored = new Set(inbound.map(({ id }) => id));
  const taken = told.dialogues.flatMap(({ person, sent }) => sent.map((id) => `${person.chatId}:${id}`));
  return {
    lostMessages: taken.filter((id) => !stored.has(id)).length,
    doubledMessages: inbound.length - stored.size,
    maybeDoubled: outbound.filter(({ state }) => state === "maybe_doubled").length,
    doubledAnswers: sum("doubled"),
    lostAnswers: sum("lost"),
    disorderedChats: sum("disordered"),
    stuck: outbound.filter(({ unsent }) => unsent).length,
  };
}

type Dialogues = Pick<
  Ledger,
  "filed" | "brokenDialogues" | "late" | "lostComplaints" | "doubledComplaints" | "wrongFilings" | "wrongCodes"
>;

interface Answers {
  readonly lost: number;
  readonly doubled: number;
  readonly disordered: number;
}

/** Enough of a message to know it by; what follows may be choices, or a secret that is not kept. */
const KNOWN_BY = 20;

/** Carries away Telegram's keyboard and is deleted at once (docs/adr/0087): it stays where its answer is lost, and says nothing. */
const CARRIER = "…";

/** Of a message in a chat that does not add up, so much is shown. */
const SHOWN = 40;

/** Holds what was written to a chat against what stands in it. */
export function compareAnswers(
  written: readonly { readonly words: string; readonly state: string }[],
  seen: readonly string[],
): Answers {
  const keysOf = (isWanted: (state: string) => boolean) =>
    written.filter(({ state }) => isWanted(state)).map(({ words }) => words.slice(0, KNOWN_BY));
  const all = seen.filter((text) => text !== CARRIER).map((text) => text.slice(0, KNOWN_BY));
  const wrote = keysOf((state) => state !== "superseded");
  // What was overtaken may have been on its way already; what is marked may have been tried more than twice.
  const overtaken = keysOf((state) => state === "superseded");
  const marked = new Set(keysOf((state) => state === "maybe_doubled"));
  const lost = leftOver(wrote, all).length;
  const doubled = leftOver(leftOver(all, wrote), overtaken).filter((key) => !marked.has(key)).length;
  return { lost, doubled, disordered: lost === 0 && !isWithin(wrote, all) ? 1 : 0 };
}

/** Whether `items` stand in `all` in their order, whatever else stands between them. */
function isWithin(items: readonly string[], all: readonly string[]): boolean {
  let at = 0;
  for (const item of all) if (item === items[at]) at += 1;
  return at === items.length;
}

/** The items of `all` that remain once each of `taken` was taken away. */
function leftOver(all: readonly string[], taken: readonly string[]): readonly string[] {
  const rest = [...all];
  for (const item of taken) {
    const at = rest.indexOf(item);
    if (at >= 0) rest.splice(at, 1);
  }
  return rest;
}

function withoutRepeats(items: readonly string[]): readonly string[] {
  return items.filter((item, index) => item !== items[index - 1]);
}
