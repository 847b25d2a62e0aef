import { afterEach, describe, expect, it } from "@jest/globals";
import type { Complaint } from "../../core/complaint/complaint.ts";
import { brand } from "../../core/ids.ts";
import type { CategoryKey } from "../../core/ids.ts";
import { leafCategories } from "../../core/organisation/look-up.ts";
import { storyOf } from "../support/story.ts";
import { openSeveral, personAt } from "../support/several-channels.ts";
import type { World } from "../support/world.ts";

const phone = "+905321234567";
let world: World | undefined;

afterEach(async () => {
  await world?.close();
  world = undefined;
});

async function begin(): Promise<World> {
  world = await openSeveral();
  return world;
}

/** A decided complaint of a chat whose customer only typed the number. */
async function typed() {
  const opened = await begin();
  const telegram = personAt(opened, "telegram", "4711");
  const story = storyOf(opened, telegram, "en");
  const { complaint, passcode } = await story.files(undefined, phone);
  const agent = await opened.agent("agent");
  await story.reviewed(complaint, agent);
  await story.decided(complaint, agent);
  return { opened, telegram, story, complaint, passcode, sms: personAt(opened, "sms", phone) };
}

describe("a number that was only typed", () => {
  it.each(["yes", "no", "1", "evet", "بله", "No, it still leaks"])("decides nothing by %j", async (words) => {
    const { sms, story, complaint } = await typed();
    await sms.writes(words);
    await sms.sees("refusal.prove_first", { number: { code: complaint.number } });
    await sms.sees("follow.passcode");
    const now = await story.now(complaint);
    expect(now.status).toBe("concluded");
    expect(now.rounds[0]?.consent?.answers).toEqual([]);
  });

  it("decides once whoever writes from it has shown that they know the passcode", async () => {
    const { sms, story, complaint, passcode } = await typed();
    await sms.writes("yes");
    await sms.writes(passcode);
    await sms.sees("follow.view");
    await sms.writes("yes");
    expect((await story.now(complaint)).closing).toBe("accepted");
  });

  it("neither withdraws a complaint", async () => {
    const { sms, story, complaint } = await typed();
    await sms.writes("status");
    await sms.chooses("follow.withdraw");
    await sms.chooses("withdraw.yes");
    await sms.sees("refusal.prove_first", { number: { code: complaint.number } });
    expect((await story.now(complaint)).status).toBe("concluded");
  });

  it("may add to it", async () => {
    const { sms, story, complaint } = await typed();
    await sms.writes("status");
    await sms.chooses("follow.add");
    await sms.writes("The lot number is 7");
    await sms.chooses("common.done");
    expect((await story.now(complaint)).evidence).toHaveLength(1);
  });
});

describe("a customer who is reached by SMS alone", () => {
  async function called(): Promise<{ opened: World; complaint: Complaint }> {
    const opened = await begin();
    const agent = await opened.agent("agent");
    const [leaf] = leafCategories(opened.organisation);
    const filed = await opened.redress.casework.fileOnBehalf(
      {
        customer: { phone, language: "en" },
        heardBy: "phone",
        matter: { category: leaf?.key ?? brand<CategoryKey>("none"), description: "The resin arrived hardened" },
        attachments: [],
      },
      agent,
    );
    if (!filed.ok) throw new Error(filed.refusal.key);
    const story = storyOf(opened, personAt(opened, "sms", phone), "en");
    await story.reviewed(filed.value, agent);
    return { opened, complaint: await story.decided(filed.value, agent) };
  }

  it.each(["yes", "no", "1"])("is shown the decision before %j counts as an answer to it", async (words) => {
    const { opened, complaint } = await called();
    const sms = personAt(opened, "sms", phone);
    const story = storyOf(opened, sms, "en");
    await sms.writes(words);
    await sms.seesWords("1: The resin arrived hardened.");
    await sms.sees("consent.ask");
    expect((await story.now(complaint)).rounds[0]?.consent?.answers).toEqual([]);
    await sms.writes("yes");
    const { closing, rounds } = await story.now(complaint);
    expect(closing).toBe("accepted");
    expect(rounds[0]?.consent?.answers).toMatchObject([{ answer: "accept", words: "yes", door: "sms" }]);
  });
});
