import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { guiseCapabilities } from "../../bots/console/limits.ts";
import type { Channel } from "../../core/channel/channel.ts";
import type { Complaint } from "../../core/complaint/complaint.ts";
import type { OutboundMessage } from "../../core/conversation/message.ts";
import { brand } from "../../core/ids.ts";
import type { CategoryKey } from "../../core/ids.ts";
import { leafCategories } from "../../core/organisation/look-up.ts";
import { customerAt, plainDoor } from "../support/customer.ts";
import type { Customer } from "../support/customer.ts";
import { storyOf } from "../support/story.ts";
import type { Story } from "../support/story.ts";
import { openWorld } from "../support/world.ts";
import type { World } from "../support/world.ts";

const phone = "+905321234567";
const to = { channel: "sms", externalId: phone } as const;
const page = "https://complaints.example.com";
const dayMs = 24 * 60 * 60 * 1_000;

let world: World;
let customer: Customer;
let story: Story;
/** Whether the gateway brings what customers write; it can be changed for another. */
let receives: boolean;

beforeEach(async () => {
  receives = true;
  const sms: Channel = {
    name: "sms",
    capabilities: guiseCapabilities.sms,
    answersAt: () => (receives ? undefined : page),
    send: () => Promise.resolve({}),
  };
  world = await openWorld([sms]);
  customer = customerAt(world, plainDoor(world, to, guiseCapabilities.sms, "en"), "en");
  story = storyOf(world, customer, "en");
});

afterEach(() => world.close());

async function sent(purpose: string): Promise<readonly OutboundMessage[]> {
  const conversation = await world.store.conversations.byAddress(to);
  const messages = conversation === undefined ? [] : await world.store.conversations.messages(conversation.id, 0, 500);
  return messages.filter((message) => message.direction === "out").filter((message) => message.purpose === purpose);
}

/** A complaint that staff filed for somebody on the telephone, with its decision. */
async function decided(): Promise<Complaint> {
  const agent = await world.agent("agent");
  const [leaf] = leafCategories(world.organisation);
  const filed = await world.redress.casework.fileOnBehalf(
    {
      customer: { phone, language: "en" },
      heardBy: "phone",
      matter: { category: leaf?.key ?? brand<CategoryKey>("none"), description: "The resin arrived hardened" },
      attachments: [],
    },
    agent,
  );
  if (!filed.ok) throw new Error(filed.refusal.key);
  await story.reviewed(filed.value, agent);
  return story.decided(filed.value, agent);
}

describe("the SMS of a decision", () => {
  test("says which word to send where answers arrive", async () => {
    await decided();
    const [told] = await sent("decision.1");
    expect(told?.body.text).toContain("STATUS");
    expect(told?.body.text).not.toContain(page);
  });

  test("names the page where they do not", async () => {
    receives = false;
    await decided();
    const [told] = await sent("decision.1");
    expect(told?.body.text).toContain(page);
    expect(told?.body.text).not.toContain("STATUS");
  });
});

describe("a rating", () => {
  test.each([
    [true, 1],
    [false, 0],
  ])("is asked for by SMS where answers arrive: %s", async (stillReceives, times) => {
    await decided();
    await customer.writes("yes");
    await customer.writes("yes");
    receives = stillReceives;
    for (let day = 0; day < 30; day += 1) await world.pass(dayMs);
    expect(await sent("rate")).toHaveLength(times);
  });
});
