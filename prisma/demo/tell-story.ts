import type { StaffCommand } from "../../core/casework/casework.ts";
import type { Reply } from "../../core/channel/inbound.ts";
import type { Complaint } from "../../core/complaint/complaint.ts";
import { Fault } from "../../core/errors.ts";
import { brand } from "../../core/ids.ts";
import type { CategoryKey } from "../../core/ids.ts";
import { languageNames } from "../../core/language/language.ts";
import { sayIn } from "../../core/language/say.ts";
import type { TextKey } from "../../core/language/text-key.ts";
import { categoryByKey, textIn } from "../../core/organisation/look-up.ts";
import type { Redress, RedressParts } from "../../core/redress.ts";
import type { Agent } from "../../core/staff/agent.ts";
import { demoWords } from "./demo-words.ts";
import { staffCommands } from "./staff-commands.ts";
import type { Act, DemoStory } from "./stories.ts";

/** Where and by whom the stories are told. */
export interface Stage {
  readonly parts: RedressParts;
  readonly redress: Redress;
  /** Moves the demo's clock on. */
  readonly later: (hours: number) => void;
  /** Waits until everything said has been taken by its channel. */
  readonly settled: () => Promise<void>;
  /** Puts a photo where the web chat puts what customers upload, and gives its key. */
  readonly stagePhoto: () => Promise<string>;
  /** One decides in round 1, the other in round 2. */
  readonly agents: { readonly first: Agent; readonly second: Agent };
}

/** Lets one customer live through one story, by the same doors as a real one. `first` is the complaint that a duplicate is merged into. */
export async function tellStory(
  stage: Stage,
  story: DemoStory,
  visitor: string,
  first?: Complaint,
): Promise<Complaint> {
  const chat = openChat(stage, story, visitor);
  await fileComplaint(stage, story, chat);
  for (const act of story.acts) {
    // Hours of one working day: a notice that waits for the morning would leave the next act without its question.
    stage.later(1);
    await play(stage, story, chat, await complaintOf(stage, visitor), act, first);
    await stage.settled();
  }
  return complaintOf(stage, visitor);
}

/** A customer's side of a conversation. */
export interface Chat {
  readonly write: (text: string) => Promise<void>;
  /** Answers with a label of the catalogue, as if it had been typed. */
  readonly choose: (key: TextKey) => Promise<void>;
  readonly send: (reply: Reply) => Promise<void>;
}

/** Opens the web chat of `visitor`, who reads `language`. */
export function openChat(
  { parts, redress, settled }: Stage,
  { language }: Pick<DemoStory, "language">,
  visitor: string,
): Chat {
  const say = sayIn(language, parts.organisation.timeZone);
  const send = async (reply: Reply): Promise<void> => {
    const address = { channel: "webchat" as const, externalId: visitor };
    await redress.receive({ address, externalId: parts.ports.ids.uuid(), reply, locale: language });
    await settled();
  };
  const write = (text: string): Promise<void> => send({ kind: "text", text });
  return { send, write, choose: (key) => write(say(key)) };
}

async function fileComplaint(stage: Stage, story: DemoStory, chat: Chat): Promise<void> {
  await chat.write("menu");
  await chat.choose("menu.file");
  await chat.write(languageNames[story.language]);
  await chat.choose("file.privacy.yes");
  await chooseCategory(stage, story, chat);
  await chat.write(story.matter);
  await chat.choose("common.done");
  await chat.write(story.product);
  await chat.write(story.lot);
  await chat.write(story.wish);
  if (story.photo) {
    const key = await stage.stagePhoto();
    await chat.send({ kind: "files", files: [{ source: { kind: "staged", key }, kind: "photo", name: "can.jpg" }] });
  }
  await chat.choose(story.photo ? "common.done" : "common.skip");
  await chat.choose("common.skip");
  await chat.choose("file.review.yes");
}

/** Walks down the category tree by the names that its answers have. */
async function chooseCategory(
  { parts: { organisation } }: Stage,
  { category, language }: DemoStory,
  chat: Chat,
): Promise<void> {
  const steps = category.split(".");
  for (const depth of steps.keys()) {
    const key = steps.slice(0, depth + 1).join(".");
    const node = categoryByKey(organisation, brand<CategoryKey>(key));
    if (node === undefined) throw new Fault("demo-category", `the profile has no category ${key}`);
    await chat.write(textIn(node.name, language, organisation));
  }
}

async function complaintOf({ parts: { store } }: Stage, visitor: string): Promise<Complaint> {
  const conversation = await store.conversations.byAddress({ channel: "webchat", externalId: visitor });
  const [filed] = conversation === undefined ? [] : await store.complaints.ofCustomer(conversation.customerId);
  if (filed === undefined) throw new Fault("demo-not-filed", `the story of ${visitor} did not lead to a complaint`);
  return filed;
}

async function play(
  stage: Stage,
  story: DemoStory,
  chat: Chat,
  complaint: Complaint,
  act: Act,
  first?: Complaint,
): Promise<void> {
  const words = demoWords[story.language];
  switch (act) {
    case "accept":
      return chat.choose("consent.accept");
    case "reject":
      await chat.choose("consent.reject");
      return chat.write(words.reason);
    case "answer":
      await chat.choose("notice.question.answer");
      await chat.write(words.answer);
      return chat.choose("question.send");
    case "withdraw":
      await chat.write("menu");
      await chat.choose("menu.complaints");
      await chat.choose("follow.withdraw");
      return chat.choose("withdraw.yes");
    case "merge_into_first":
      return carryOut(stage, complaint, { kind: "merge", intoNumber: first?.number ?? "" });
    case "review":
    case "safety_review":
    case "ask":
    case "ask_for_sample":
    case "decide":
    case "ruling":
    case "carry_out_remedies":
      for (const each of staffCommands(
        act,
        story,
        complaint,
        stage.parts.organisation,
        stage.parts.ports.clock.now(),
      )) {
        await carryOut(stage, complaint, each);
      }
  }
}

async function carryOut({ redress, agents }: Stage, complaint: Complaint, command: StaffCommand): Promise<void> {
  const by = complaint.rounds.length > 1 ? agents.second : agents.first;
  const result = await redress.casework.command(complaint.id, command, by);
  if (!result.ok) throw new Fault("demo-refused", `${command.kind} was refused: ${result.refusal.key}`);
}
