import { setTimeout as wait } from "node:timers/promises";
import type { FakeTelegram } from "../../tests/support/telegram/fake-telegram.ts";
import type { TelegramPerson } from "../../tests/support/telegram/person.ts";
import { answerTo, filedIn, questionIn } from "./filing-answers.ts";
import type { Filed, Heard } from "./filing-answers.ts";
import { createGate } from "./gate.ts";

/** One customer's filing. */
export interface Dialogue {
  readonly person: TelegramPerson;
  /** Ids of the messages that the bot took. */
  readonly sent: readonly number[];
  readonly filed: Filed | undefined;
  /** The customer gave up: no answer came, or none that belongs to a filing. */
  readonly isBroken: boolean;
}

/** What customers sent and were told, to be held against what is stored. */
export interface Told {
  readonly dialogues: readonly Dialogue[];
  /** Messages that the bot took and did not answer within the customer's patience. */
  readonly late: number;
}

/** Customers who file complaints one after another, each time in a chat of their own. */
export interface Customers {
  /** Complaints that were filed so far. */
  filed(): number;
  /** Resolves once `count` more complaints are filed, or when that takes too long: then the ledger tells what went wrong. */
  untilFiled(count: number): Promise<void>;
  /** Lets each end the exchange that they are at, and tells everything so far; they go on with `goOn`. */
  pause(): Promise<Told>;
  goOn(): void;
  /** Each ends the exchange that they are at, and goes. */
  stop(): Promise<void>;
}

/** How long a customer waits for an answer before writing again. */
const PATIENCE_MS = 10_000;
/** How often that is done before the customer gives up: longer than the minute within which everything has to be through again. */
const TRIES = 7;
/** An outage of half a minute is no fault of the bot; after this the message is never taken. */
const TAKEN_MS = 60_000;
/** A fault after which so long nothing is filed has broken the bot. */
const FILED_MS = 90_000;
/** Messages that a filing takes at most. */
const LONGEST = 40;
const LOOK_MS = 15;
/** What people take to read and to tap: platforms let us write to one person about once a second. */
const THOUGHT_MS = 600;
/** Marks that keep codes in one piece. */
const ISOLATES = /[\u2066-\u2069]/gu;

/** Lets `count` customers file at once. `nudge` is what they write where nothing comes back; unset: the same again. */
export function startCustomers(telegram: FakeTelegram, count: number, nudge: string | undefined): Customers {
  const dialogues: Dialogue[] = [];
  const gate = createGate(count);
  let late = 0;
  let isStopping = false;

  const file = async (): Promise<void> => {
    const sent: number[] = [];
    const dialogue = { person: telegram.person({ language: "en" }), sent, filed: undefined, isBroken: false };
    const at = dialogues.push(dialogue) - 1;
    const end = (how: Pick<Dialogue, "filed" | "isBroken">): void =>
      void dialogues.splice(at, 1, { ...dialogue, ...how });
    let text = "/start";
    const answered = new Set<Heard>();
    for (let step = 0; step < LONGEST && !isStopping; step += 1) {
      const heard = (await sayUntilAnswered({ ...dialogue, nudge, isLate: () => (late += 1), answered }, text)) ?? [];
      const filed = filedIn(heard);
      const next = answerTo(heard);
      if (filed !== undefined || next === undefined) {
        end({ filed, isBroken: filed === undefined });
        return;
      }
      text = next;
      answered.add(questionIn(heard) ?? "");
      await wait(THOUGHT_MS);
      await gate.passed();
    }
  };
  const running = Promise.all(
    Array.from({ length: count }, async () => {
      while (!isStopping) await file();
    }),
  );
  const filed = (): number => dialogues.filter((dialogue) => dialogue.filed !== undefined).length;
  return {
    filed,
    untilFiled: async (more) => {
      const wanted = filed() + more;
      const deadline = performance.now() + FILED_MS;
      while (filed() < wanted && performance.now() < deadline) await wait(LOOK_MS);
    },
    pause: async () => {
      await gate.shut();
      return { dialogues: [...dialogues], late };
    },
    goOn: gate.open,
    stop: async () => {
      isStopping = true;
      gate.open();
      await running;
    },
  };
}

interface Speaker {
  readonly person: TelegramPerson;
  readonly sent: number[];
  readonly nudge: string | undefined;
  readonly isLate: () => void;
  /** Questions that were answered: nobody answers one again because it comes twice, unless nothing else comes however long one waits. */
  readonly answered: ReadonlySet<Heard>;
}

/** Says it, and the nudge again and again where nothing comes back; undefined where nothing ever does. */
async function sayUntilAnswered(speaker: Speaker, text: string): Promise<readonly Heard[] | undefined> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const heard = await (tries === 0 ? say(speaker, text) : say(speaker, speaker.nudge ?? text));
    if (heard.isNew || (tries > 0 && answerTo(heard.words) !== undefined)) return heard.words;
  }
  return undefined;
}

interface Answer {
  readonly words: readonly Heard[];
  /** Something was asked that was not answered yet, or the filing is done. */
  readonly isNew: boolean;
}

/** Sends it, and gives what the bot said until it asked or told something new, or for as long as the customer is patient. */
async function say({ person, sent, isLate, answered }: Speaker, text: string): Promise<Answer> {
  const before = person.sees().length;
  const taken = text === "/start" ? person.starts() : person.writes(text);
  const id = person.lastSent();
  if ((await Promise.race([taken.then(() => true), wait(TAKEN_MS)])) !== true) {
    isLate();
    return { words: [], isNew: false };
  }
  sent.push(id);
  const deadline = performance.now() + PATIENCE_MS;
  while (performance.now() < deadline) {
    const words = heardBy(person)
      .slice(before)
      .filter((one) => !answered.has(one));
    if (answerTo(words) !== undefined || filedIn(words) !== undefined) return { words, isNew: true };
    await wait(LOOK_MS);
  }
  isLate();
  return { words: heardBy(person).slice(before), isNew: false };
}

function heardBy(person: TelegramPerson): readonly Heard[] {
  return person.sees().map(({ text }) => text.replaceAll(ISOLATES, ""));
}
