import { setTimeout as wait } from "node:timers/promises";
import type { FakeTelegram } from "../../tests/support/telegram/fake-telegram.ts";
import type { TelegramPerson } from "../../tests/support/telegram/person.ts";
import { answerTo, filedIn } from "./filing-answers.ts";
import type { Filed } from "./filing-answers.ts";

/** One customer's filing. */
export interface Dialogue {
  readonly person: TelegramPerson;
  /** Ids of the messages that the bot took. */
  readonly sent: readonly number[];
  readonly filed: Filed | undefined;
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
  /** Each ends the filing that it is at. */
  stop(): Promise<Told>;
}

/** How long a customer waits for an answer before writing again. */
const PATIENCE_MS = 10_000;
/** How often that is done before the customer gives up: longer than the minute within which everything has to be through again. */
const TRIES = 7;
/** A fault after which so long nothing is filed has broken the bot. */
const FILED_MS = 90_000;
/** Messages that a filing takes at most. */
const LONGEST = 40;
const LOOK_MS = 15;
/** Marks that keep codes in one piece. */
const ISOLATES = /[\u2066-\u2069]/gu;

/** Lets `count` customers file at once. `nudge` is what they write where nothing comes back; unset: the same again. */
export function startCustomers(telegram: FakeTelegram, count: number, nudge: string | undefined): Customers {
  const dialogues: Dialogue[] = [];
  let late = 0;
  let isStopping = false;

  const say = async (person: TelegramPerson, text: string, sent: number[]): Promise<boolean> => {
    const before = person.sees().length;
    const taken = text === "/start" ? person.starts() : person.writes(text);
    const id = person.lastSent();
    await taken;
    sent.push(id);
    const deadline = performance.now() + PATIENCE_MS;
    while (person.sees().length === before && performance.now() < deadline) await wait(LOOK_MS);
    return person.sees().length > before;
  };
  const sayUntilAnswered = async (person: TelegramPerson, text: string, sent: number[]): Promise<boolean> => {
    for (let tries = 0; tries < TRIES; tries += 1) {
      if (await say(person, tries === 0 ? text : (nudge ?? text), sent)) return true;
      late += 1;
    }
    return false;
  };
  const file = async (): Promise<Dialogue> => {
    const person = telegram.person({ language: "en" });
    const sent: number[] = [];
    let text = "/start";
    for (let step = 0; step < LONGEST; step += 1) {
      if (!(await sayUntilAnswered(person, text, sent))) break;
      const heard = person.sees().map((message) => message.text.replaceAll(ISOLATES, ""));
      const filed = filedIn(heard);
      if (filed !== undefined) return { person, sent, filed };
      text = answerTo(heard) ?? "menu";
    }
    return { person, sent, filed: undefined };
  };
  const running = Promise.all(
    Array.from({ length: count }, async () => {
      while (!isStopping) dialogues.push(await file());
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
    stop: async () => {
      isStopping = true;
      await running;
      return { dialogues, late };
    },
  };
}
