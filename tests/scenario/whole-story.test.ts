import { readFile } from "node:fs/promises";
import { afterEach, describe, expect, it } from "@jest/globals";
import type { Status } from "../../core/complaint/status.ts";
import { sayIn } from "../../core/language/say.ts";
import { isRealChannels, troubleAt } from "../support/real-channels.ts";
import { openDoor, scenarioDoors } from "../support/scenario-doors.ts";
import type { ScenarioDoor } from "../support/scenario-doors.ts";
import { customerAt } from "../support/customer.ts";
import { storyOf, words } from "../support/story.ts";
import type { World } from "../support/world.ts";

const spoken = ["fa", "tr", "en"] as const;
const cases = scenarioDoors.flatMap((door) => spoken.map((language) => [door, language] as const));
const photo = () => readFile(new URL("../fixtures/pictures/gps.jpg", import.meta.url));
const day = 24 * 60 * 60 * 1_000;

let world: World | undefined;

afterEach(async () => {
  const trouble = world !== undefined && isRealChannels(world) ? troubleAt(world) : [];
  await world?.close();
  world = undefined;
  expect(trouble).toEqual([]);
});

async function begin(door: ScenarioDoor, language: (typeof spoken)[number], visitor = "visitor") {
  const opened = await openDoor(door, language, visitor, world);
  ({ world } = opened);
  const customer = customerAt(opened.world, opened.door, language);
  const first = await opened.world.agent("agent", "First");
  const second = await opened.world.agent("agent", "Second");
  return { world: opened.world, customer, story: storyOf(opened.world, customer, language), first, second };
}

describe.each(cases)("a customer on %s in %s", (door, language) => {
  const mine = words[language];
  const status = (name: Status) => sayIn(language, "Europe/Istanbul")(`status.${name}`);

  it("files with a photo, follows, and accepts the first decision", async () => {
    const { customer, story, first } = await begin(door, language);
    const { complaint } = await story.files(customer.door.can.maxFile > 0 ? await photo() : undefined);
    expect(complaint.status).toBe("received");
    await customer.writes("menu");
    await customer.chooses("menu.complaints");
    await customer.seesWords(status("received"));
    await story.reviewed(complaint, first);
    await customer.writes("status");
    await customer.seesWords(status("under_evaluation"));
    await story.decided(complaint, first);
    await story.reaches("follow.answer_decision", complaint);
    await customer.sees("consent.ask");
    await customer.chooses("consent.accept");
    const after = await story.now(complaint);
    expect(after).toMatchObject({ status: "closed", closing: "accepted" });
    expect(after.rounds[0]?.consent?.answers.at(-1)).toMatchObject({
      answer: "accept",
      door: customer.door.address.channel,
    });
    expect(after.rounds[0]?.decision?.remedies[0]?.promisedAt).toBeDefined();
  });

  it("is asked how it was after accepting", async () => {
    const { world: opened, customer, story, first } = await begin(door, language);
    const { complaint } = await story.files();
    await story.reviewed(complaint, first);
    await story.decided(complaint, first);
    await story.reaches("follow.answer_decision", complaint);
    await customer.chooses("consent.accept");
    await opened.pass(4 * day);
    // The weekend goes by first: nobody is asked on a Saturday.
    await opened.pass(2 * day);
    await customer.chooses("rate.mark.5");
    await customer.chooses("rate.mark.4");
    await customer.chooses("rate.mark.3");
    await customer.sees("rate.told");
    expect((await story.now(complaint)).rating).toMatchObject({ handling: 5, outcome: 4, effort: 3 });
  });

  it("rejects the first decision with a reason, and accepts the second", async () => {
    const { customer, story, first, second } = await begin(door, language);
    const { complaint } = await story.files();
    await story.reviewed(complaint, first);
    await story.decided(complaint, first);
    await story.reaches("follow.answer_decision", complaint);
    await customer.chooses("consent.reject");
    await customer.sees("notice.second_evaluation", { number: { code: complaint.number } });
    await customer.sees("consent.reason", { number: { code: complaint.number } });
    expect(await story.now(complaint)).toMatchObject({ status: "under_evaluation" });
    await customer.writes(mine.reason);
    await customer.sees("consent.reason.told", { number: { code: complaint.number } });
    const rejected = await story.now(complaint);
    expect(rejected).toMatchObject({ status: "under_evaluation" });
    expect(rejected.rounds[0]?.consent?.answers).toMatchObject([
      {
        answer: "reject",
        reason: mine.reason,
        reasonGiven: { door: customer.door.address.channel, externalId: expect.any(String) },
      },
    ]);
    await story.decided(rejected, second);
    await story.reaches("follow.answer_decision", complaint);
    await customer.chooses("consent.accept");
    expect(await story.now(complaint)).toMatchObject({ status: "closed", closing: "accepted" });
  });

  it("rejects twice, and is told of the routes outside", async () => {
    const { customer, story, first, second } = await begin(door, language);
    const { complaint } = await story.files();
    await story.reviewed(complaint, first);
    await story.decided(complaint, first);
    await story.reaches("follow.answer_decision", complaint);
    await customer.chooses("consent.partly");
    await customer.writes(mine.reason);
    await story.decided(await story.now(complaint), second);
    await story.reaches("follow.answer_decision", complaint);
    await customer.chooses("consent.reject");
    expect(await story.now(complaint)).toMatchObject({ status: "open" });
    await customer.sees("notice.left_open.routes");
    await customer.writes(mine.reason);
    const open = await story.now(complaint);
    expect(open).toMatchObject({ status: "open" });
    expect(open.rounds.map(({ consent }) => consent?.answers.at(-1)?.reason)).toEqual([mine.reason, mine.reason]);
  });

  it("says no and never comes back: the no counts, nobody is reminded, and a second decision is made", async () => {
    const { world: opened, customer, story, first, second } = await begin(door, language);
    const { complaint } = await story.files();
    await story.reviewed(complaint, first);
    await story.decided(complaint, first);
    await story.reaches("follow.answer_decision", complaint);
    await customer.chooses("consent.reject");
    const rejected = await story.now(complaint);
    expect(rejected).toMatchObject({ status: "under_evaluation", rounds: [{}, { round: 2 }] });
    const [no] = rejected.rounds[0]?.consent?.answers ?? [];
    expect(no).toMatchObject({
      answer: "reject",
      words: expect.stringMatching(/./u),
      door: customer.door.address.channel,
      externalId: expect.any(String),
    });
    expect(no).not.toHaveProperty("reason");
    await opened.pass(30 * day);
    const later = await story.now(complaint);
    expect(later).toMatchObject({ status: "under_evaluation" });
    expect(later.rounds[0]?.consent).toMatchObject({ state: "answered", answers: [no], remindedAt: [] });
    expect(await story.decided(later, second)).toMatchObject({ status: "concluded", rounds: [{}, { round: 2 }] });
  });

  it("says yes with a doubt, and is asked whether the yes stands", async () => {
    const { customer, story, first } = await begin(door, language);
    const { complaint } = await story.files();
    await story.reviewed(complaint, first);
    await story.decided(complaint, first);
    await story.reaches("follow.answer_decision", complaint);
    await customer.writes(mine.doubt);
    await customer.sees("doubt.ask", { words: mine.doubt });
    expect(await story.now(complaint)).toMatchObject({ status: "concluded" });
    await customer.chooses("doubt.yes");
    expect(await story.now(complaint)).toMatchObject({ status: "closed", closing: "accepted" });
  });

  it("withdraws, after being asked once more", async () => {
    const { customer, story } = await begin(door, language);
    const { complaint } = await story.files();
    await customer.writes("status");
    await customer.chooses("follow.withdraw");
    await customer.chooses("withdraw.yes");
    expect(await story.now(complaint)).toMatchObject({ status: "closed", closing: "withdrawn" });
  });

  it("answers a question of staff, while the clock stands still", async () => {
    const { customer, story, first } = await begin(door, language);
    const { complaint } = await story.files();
    await story.reviewed(complaint, first);
    await story.staff(complaint, { kind: "ask", text: "?".padStart(20, "x") }, first);
    const asked = await story.now(complaint);
    expect(asked.questions[0]?.deliveredAt).toBeDefined();
    expect(asked.clocks.find(({ stage }) => stage === "evaluation")?.pauses).toHaveLength(1);
    await story.reaches("follow.answer_question", complaint);
    if (customer.door.address.channel !== "sms") await customer.chooses("notice.question.answer");
    await customer.writes(mine.answer);
    await customer.chooses("question.send");
    const answered = await story.now(complaint);
    expect(answered.questions[0]?.answer?.words).toContain(mine.answer);
    expect(answered.clocks.find(({ stage }) => stage === "evaluation")?.pauses[0]?.to).toBeDefined();
  });

  it("keeps a draft through days and a restart, and is offered it again", async () => {
    const { world: opened, customer } = await begin(door, language);
    await customer.writes("menu");
    await customer.chooses("menu.file");
    await opened.pass(3 * day);
    await opened.restart();
    await customer.writes("menu");
    expect((await customer.offered()).map(({ label }) => label)).toContain(
      sayIn(language, "Europe/Istanbul")("menu.draft"),
    );
  });

  it("is answered once when the platform delivers a message twice", async () => {
    const { customer } = await begin(door, language);
    await customer.writes("menu", "the-same");
    const heard = (await customer.heard()).length;
    await customer.door.send({ kind: "text", text: "menu" }, "the-same");
    expect(await customer.heard()).toHaveLength(heard);
  });

  it("follows two complaints at once, and answers the right one", async () => {
    const { customer, story, first } = await begin(door, language);
    const { complaint: one } = await story.files();
    const { complaint: two } = await story.files();
    for (const complaint of [one, two]) {
      await story.reviewed(complaint, first);
      await story.decided(complaint, first);
      await story.reaches("follow.answer_decision", complaint);
    }
    await customer.chooses("consent.accept");
    expect(await story.now(two)).toMatchObject({ status: "closed" });
    expect(await story.now(one)).toMatchObject({ status: "concluded" });
  });

  it("opens a complaint of another chat by number and passcode alone, and is blocked after five wrong tries", async () => {
    const { world: opened, story } = await begin(door, language);
    const { complaint, passcode } = await story.files();
    const elsewhere = (await openDoor(door, language, "stranger", opened)).door;
    const stranger = customerAt(opened, elsewhere, language);
    const tries = async (code: string) => {
      await stranger.writes("menu");
      await stranger.chooses("menu.follow");
      await stranger.writes(complaint.number);
      await stranger.writes(code);
    };
    await tries("0000 0000 0000");
    await stranger.sees("refusal.number_or_passcode");
    await tries(passcode);
    await stranger.seesWords(status("received"));
    const other = customerAt(opened, (await openDoor(door, language, "guesser", opened)).door, language);
    for (let wrong = 0; wrong < 5; wrong += 1) {
      await other.writes("menu");
      await other.chooses("menu.follow");
      await other.writes(complaint.number);
      await other.writes("111122223333");
    }
    await other.writes("menu");
    await other.chooses("menu.follow");
    await other.writes(complaint.number);
    await other.writes(passcode);
    expect(await other.complaints()).toEqual([]);
  });
});
