import type { ActivitySet, ChatActivity } from "../../bots/webchat/activity.ts";
import { sayIn } from "../../core/language/say.ts";
import type { TextKey } from "../../core/language/text-key.ts";
import type { ChatClient } from "./webchat-bench.ts";

const english = sayIn("en", "Europe/Istanbul");

/** What a visitor who files in English answers; texts are used up in order, `skippable` where the question may be skipped. */
export interface FilingWords {
  readonly texts: readonly string[];
  /** Undefined skips. */
  readonly skippable: readonly (string | undefined)[];
}

export interface Filed {
  readonly number: string;
  readonly passcode: string;
}

/** Posts one activity until it is acknowledged. */
export type Post = (activity: object) => Promise<void>;

/** Everything said in the conversation after a place in it. */
export async function heardSince(chat: ChatClient, watermark: string): Promise<ActivitySet> {
  const all: ChatActivity[] = [];
  let at = watermark;
  for (;;) {
    const page = await chat.poll(at);
    all.push(...page.activities);
    if (page.activities.length === 0 || page.watermark === at) return { activities: all, watermark: page.watermark };
    at = page.watermark;
  }
}

/** Files a complaint through the web chat as a person would: reads what is asked, and taps or writes. */
export async function fileInEnglish(
  chat: ChatClient,
  words: FilingWords,
  post: Post = async (activity) => {
    const answer = await chat.post(activity);
    if (!answer.ok) throw new Error(`the web chat answered ${answer.status}`);
  },
  hear: () => Promise<ActivitySet> = () => heardSince(chat, ""),
): Promise<Filed> {
  const texts = [...words.texts];
  const skippable = [...words.skippable];
  await post(written("menu"));
  for (let step = 0; step < 40; step += 1) {
    const { activities } = await hear();
    const filed = filedIn(activities);
    if (filed !== undefined) return filed;
    const choices = activities.findLast(({ from }) => from.role === "bot")?.suggestedActions?.actions ?? [];
    await post(nextAnswer(choices, texts, skippable));
  }
  throw new Error("the filing did not come to an end");
}

type Choices = NonNullable<ChatActivity["suggestedActions"]>["actions"];

const straight: readonly TextKey[] = ["file.review.yes", "menu.file", "file.privacy.yes", "common.done"];

function nextAnswer(choices: Choices, texts: string[], skippable: (string | undefined)[]): object {
  const wanted = [...straight.map((key) => english(key)), "English"];
  const choice = choices.find(({ title }) => wanted.includes(title));
  if (choice !== undefined) return tapped(choice);
  const skip = choices.find(({ title }) => title === english("common.skip"));
  if (skip !== undefined) {
    const words = skippable.shift();
    return words === undefined ? tapped(skip) : written(words);
  }
  const [first] = choices;
  return first === undefined ? written(texts.shift() ?? "and nothing more") : tapped(first);
}

export function written(text: string): object {
  return { type: "message", text, locale: "en" };
}

function tapped({ title, value }: Choices[number]): object {
  return { type: "message", text: title, value, locale: "en" };
}

/** The number and the passcode, once both were told. */
function filedIn(activities: readonly ChatActivity[]): Filed | undefined {
  const said = JSON.stringify(activities.filter(({ from }) => from.role === "bot")).replaceAll(/[\u2066-\u2069]/gu, "");
  const passcode = /\b(\d{4}) (\d{4}) (\d{4})\b/u.exec(said)?.[0].replaceAll(" ", "");
  const number = /\b(\d{4})[ -]?(\d{3})[ -]?(\d{3})\b/u.exec(said)?.slice(1).join("");
  return passcode === undefined || number === undefined ? undefined : { number, passcode };
}
