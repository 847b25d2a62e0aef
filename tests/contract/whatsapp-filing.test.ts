import { afterEach, describe, expect, it } from "@jest/globals";
import { readFileSync } from "node:fs";
import { sayIn } from "../../core/language/say.ts";
import { customerAt } from "../support/customer.ts";
import type { Customer } from "../support/customer.ts";
import { storyOf } from "../support/story.ts";
import type { Story } from "../support/story.ts";
import { openTwilioWorld } from "../support/twilio/twilio-world.ts";
import type { TwilioWorld } from "../support/twilio/twilio-world.ts";
import { whatsAppDoor } from "../support/twilio/whatsapp-door.ts";
import type { WhatsAppUser } from "../support/twilio/whatsapp-user.ts";

const photo = readFileSync("tests/fixtures/pictures/gps.jpg");
const day = 24 * 60 * 60_000;

interface Stage extends TwilioWorld {
  readonly user: WhatsAppUser;
  readonly customer: Customer;
  readonly story: Story;
}

let opened: TwilioWorld | undefined;

afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

const numbers = { fa: "+989121112233", tr: "+905321112233" } as const;

const yes = { fa: "بله", tr: "Evet" } as const;

async function open(language: "fa" | "tr", hasContent: boolean): Promise<Stage> {
  const world = await openTwilioWorld(hasContent ? { hasContent } : {});
  opened = world;
  const user = world.twilio.whatsAppUser(numbers[language], { profileName: "Deniz" });
  const customer = customerAt(world.world, whatsAppDoor(world, user, { hasContent }), language);
  return { ...world, user, customer, story: storyOf(world.world, customer, language) };
}

describe.each(["fa", "tr"] as const)("a filing on WhatsApp in %s", (language) => {
  it.each([true, false])("runs from the first word to the passcode, with Content resources: %s", async (hasContent) => {
    const { world, twilio, user, story, refused, reported } = await open(language, hasContent);
    const { complaint, passcode } = await story.files(photo);

    expect(complaint.evidence.flatMap(({ attachments }) => attachments)).toHaveLength(1);
    expect(user.received().some(({ body }) => body.replaceAll(" ", "").includes(passcode))).toBe(true);
    const shapes = new Set(user.received().map(({ shape }) => shape));
    expect(shapes).toEqual(new Set(hasContent ? ["words", "buttons", "list"] : ["words"]));
    const customer = await world.store.conversations.customer(complaint.customerId);
    expect(customer).toMatchObject({ name: "Deniz", phone: numbers[language], phoneProven: true });
    expect([...refused, ...reported, ...world.faults, ...twilio.state.unknown]).toEqual([]);
    expect(twilio.webhooks.calls.every(({ status }) => status === 200 || status === 204)).toBe(true);
  });

  it("waits with the decision until the customer writes, who is told by approved words", async () => {
    const stage = await open(language, true);
    const { world, twilio, user, story, customer, settled } = stage;
    const { complaint } = await story.files();
    const agent = await world.agent("agent");
    await story.reviewed(complaint, agent);
    await settled();
    await world.pass(2 * day);
    await settled();
    const before = user.received().length;

    await story.decided(await story.now(complaint), agent);
    await settled();
    const [invitation, ...others] = user.received().slice(before);
    expect(others).toEqual([]);
    expect(invitation?.body).toContain(complaint.number);
    expect(invitation?.contentSid).toBeDefined();
    expect((await story.now(complaint)).rounds[0]?.toldAt).toBeDefined();

    // Nobody can say yes to what they have not read: the word asks for it, and it is the whole answer.
    await customer.writes(yes[language]);
    await settled();
    const shown = user.received().slice(before + 1);
    expect(shown.map(({ choices }) => choices.length)).toEqual([3]);
    expect((await story.now(complaint)).rounds[0]?.consent?.answers).toEqual([]);
    await user.taps(sayIn(language, "UTC")("consent.accept"));
    await settled();
    expect((await story.now(complaint)).rounds[0]?.consent?.answers).toMatchObject([{ answer: "accept" }]);
    expect(twilio.sent().filter(({ status }) => status === "failed")).toEqual([]);
  });

  it("hears of the decision although WhatsApp's clock closed the window before ours", async () => {
    const { world, twilio, user, story, customer, settled } = await open(language, true);
    const { complaint } = await story.files();
    const agent = await world.agent("agent");
    await story.reviewed(complaint, agent);
    await settled();
    await world.pass(60 * 60_000);
    twilio.state.lastWrote.delete(user.address);
    const before = user.received().length;

    await story.decided(await story.now(complaint), agent);
    await settled();
    await settled();
    expect(twilio.sent().filter(({ errorCode }) => errorCode === 63016)).not.toEqual([]);
    expect(
      user
        .received()
        .slice(before)
        .map(({ body }) => body.includes(complaint.number)),
    ).toEqual([true]);

    await customer.writes("؟");
    await settled();
    const decision = user
      .received()
      .slice(before + 1)
      .filter(({ choices }) => choices.length === 3);
    expect(decision).toHaveLength(1);
  });
});
