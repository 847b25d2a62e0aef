import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { afterEach, describe, expect, test } from "@jest/globals";
import { z } from "zod";
import type { Complaint } from "../../core/complaint/complaint.ts";
import type { Message } from "../../core/conversation/message.ts";
import { sayIn } from "../../core/language/say.ts";
import type { TextKey } from "../../core/language/text-key.ts";
import { customerAt } from "../support/customer.ts";
import type { Customer } from "../support/customer.ts";
import type { DirectLineWorld } from "../support/direct-line-door.ts";
import { isRealChannels, troubleAt } from "../support/real-channels.ts";
import type { RealChannels } from "../support/real-channels.ts";
import { openDoor, scenarioDoors } from "../support/scenario-doors.ts";
import type { ScenarioDoor } from "../support/scenario-doors.ts";
import { storyOf } from "../support/story.ts";
import type { Story } from "../support/story.ts";
import { commonFields, keepInbound } from "../support/twilio/whatsapp-user.ts";
import type { World } from "../support/world.ts";

const language = "tr";
const ignoredUpdate = z.object({
  update: z.looseObject({ update_id: z.number() }),
  expected: z.object({ kind: z.literal("ignored"), reason: z.string() }),
});
const say = (key: TextKey): string => sayIn(language, "Europe/Istanbul")(key);

let world: World | undefined;

afterEach(async () => {
  await world?.close();
  world = undefined;
});

interface Person {
  readonly world: World;
  readonly customer: Customer;
  readonly story: Story;
}

async function personAt(door: ScenarioDoor, name: string): Promise<Person> {
  const opened = await openDoor(door, language, name, world);
  ({ world } = opened);
  const customer = customerAt(opened.world, opened.door, language);
  return { world: opened.world, customer, story: storyOf(opened.world, customer, language) };
}

/** What the store has of a person, both ways. */
async function kept({ world: { store }, customer }: Person): Promise<readonly Message[]> {
  const conversation = await store.conversations.byAddress(customer.door.address);
  return conversation === undefined ? [] : store.conversations.messages(conversation.id, 0, 500);
}

/** Everybody's faults, with what the fakes did not understand. */
function trouble(opened: World): readonly unknown[] {
  return isRealChannels(opened) ? troubleAt(opened) : opened.faults;
}

/** Requests as whoever does not know the secrets can make them, at each door. */
function strangers(opened: World): readonly (readonly [string, RequestInit])[] {
  const json = { "content-type": "application/json" };
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const message = { message_id: 1, chat: { id: 1, type: "private" }, from: { id: 1, first_name: "x" }, text: "menu" };
  const update = JSON.stringify({ update_id: 1, message });
  const fields = "MessageSid=SM00000000000000000000000000000000&From=%2B905321112233&To=%2B15005550006&Body=menu";
  const post = (headers: Record<string, string>, body: string): RequestInit => ({ method: "POST", headers, body });
  if (!isRealChannels(opened)) {
    const { directLine } = (opened as DirectLineWorld).bench;
    const activity = JSON.stringify({ type: "message", text: "menu", from: { id: "dl_1" } });
    const url = `${directLine}/conversations/anything/activities`;
    return [
      [url, post(json, activity)],
      [url, post({ ...json, authorization: "Bearer made.up.token" }, activity)],
    ];
  }
  const { url } = opened.twilio.http;
  const forged = { ...form, "x-twilio-signature": "AAAAAAAAAAAAAAAAAAAAAAAAAAA=" };
  return [
    [`${url}/telegram/webhook`, post(json, update)],
    [`${url}/telegram/webhook`, post({ ...json, "x-telegram-bot-api-secret-token": "guessed" }, update)],
    [`${url}/twilio/messages`, post(form, fields)],
    [`${url}/twilio/messages`, post(forged, fields)],
    [`${url}/twilio/status`, post(forged, `${fields}&MessageStatus=failed`)],
    [`${url}/sms/inbound`, post(form, "from=09121112233&text=menu")],
    [`${url}/sms/inbound`, post({ ...form, "x-gateway-secret": "guessed" }, "from=09121112233&text=menu")],
    [`${url}/sms/inbound/guessed`, post(form, "from=09121112233&text=menu")],
  ];
}

/** Presses a button with `token`, shown or not; undefined where the channel has none. */
function presses(opened: World, { door }: Customer, token: string): Promise<unknown> | undefined {
  const { channel, externalId } = door.address;
  if (channel === "sms") return undefined;
  if (channel !== "whatsapp") return door.send({ kind: "tap", token, label: say("consent.accept") });
  const { twilio } = (opened as RealChannels).twilio;
  const label = say("consent.accept");
  return twilio
    .whatsAppUser(externalId)
    .posts({ ButtonPayload: token, ButtonText: label, Body: label, MessageType: "button" });
}

/** A filed complaint with a decision that waits for its answer, and the token of the yes where there is a button. */
async function decided(person: Person): Promise<{ readonly complaint: Complaint; readonly accept: string }> {
  const { story, customer, world: opened } = person;
  const { complaint } = await story.files();
  const agent = await opened.agent("agent");
  await story.reviewed(complaint, agent);
  await story.decided(complaint, agent);
  await story.reaches("follow.answer_decision", complaint);
  const token = (await customer.offered()).find(({ label }) => label === say("consent.accept"))?.token;
  if (token === undefined) throw new Error("the decision is not offered to be accepted");
  return { complaint, accept: token };
}

describe.each(scenarioDoors)("the door of %s", (door) => {
  test("is closed to requests that are not its platform's, and says nothing more", async () => {
    const { world: opened } = await personAt(door, "visitor");
    for (const [url, request] of strangers(opened)) {
      const response = await fetch(url, request);
      expect([401, 403]).toContain(response.status);
      expect(await response.text()).not.toMatch(/stack|\.ts\b|node:/u);
    }
    const { store } = opened;
    for (const [channel, externalId] of [
      ["telegram", "1"],
      ["sms", "+905321112233"],
      ["sms", "+989121112233"],
      ["webchat", "dl_1"],
    ] as const)
      expect(await store.conversations.byAddress({ channel, externalId })).toBeUndefined();
    expect(opened.faults).toEqual([]);
  });

  test("brings a message into the core and the answer back, and a repeat has no second effect", async () => {
    const person = await personAt(door, "visitor");
    await person.customer.writes("menu", "one-and-the-same");
    await person.customer.sees("menu.ask");
    const before = await kept(person);
    await person.customer.door.send({ kind: "text", text: "menu" }, "one-and-the-same");
    await person.world.settled();
    expect(await kept(person)).toEqual(before);
    expect(before.map(({ direction }) => direction)).toContain("in");
    await person.customer.chooses("menu.file");
    expect(trouble(person.world)).toEqual([]);
  });

  test.each([
    ["an emoji", "😀"],
    ["a family and a keycap", "👨‍👩‍👧‍👦 1️⃣"],
    ["half-spaces", "\u200c\u200c"],
    ["marks of direction", "\u202e\u2066\u200fabc\u2069"],
    ["a formula", '=HYPERLINK("https://evil.example","x")'],
    ["markup", "<b>*_`[x](y)</b> &amp;"],
    ["a prototype", '{"__proto__":{"role":"administrator"}}'],
    ["a template", "{{1}} {number} ${x} %s"],
    ["ten thousand letters", "ا".repeat(10_000)],
    ["a number that no choice has", "999999999999999999999"],
    ["a negative number", "-1"],
  ])("takes %s as words, answers, and goes on", async (_, text) => {
    const person = await personAt(door, "visitor");
    await person.customer.writes("menu");
    await person.customer.writes(text);
    expect(await person.customer.heard()).not.toEqual([]);
    const words = (await kept(person)).flatMap((one) =>
      one.direction === "in" && one.reply.kind === "text" ? [one.reply.text] : [],
    );
    expect(words).toContain(text);
    await person.customer.writes("menu");
    await person.customer.sees("menu.ask");
    expect(trouble(person.world)).toEqual([]);
  });

  test("lets nobody accept a decision that was rejected, by an old button or a late word", async () => {
    const person = await personAt(door, "visitor");
    const { complaint, accept } = await decided(person);
    await person.customer.chooses("consent.reject");
    const rejected = await person.story.now(complaint);
    expect(rejected).toMatchObject({ status: "under_evaluation" });
    await presses(person.world, person.customer, accept);
    await person.world.settled();
    expect((await person.story.now(complaint)).rounds).toEqual(rejected.rounds);
    await person.customer.writes(say("consent.accept"));
    const after = await person.story.now(complaint);
    expect(after.status).toBe("under_evaluation");
    expect(after.rounds.flatMap(({ consent }) => consent?.answers ?? []).map(({ answer }) => answer)).toEqual([
      "reject",
    ]);
    expect(trouble(person.world)).toEqual([]);
  });

  test("lets nobody answer for somebody else, and takes no token that we did not make", async () => {
    const owner = await personAt(door, "visitor");
    const { complaint, accept } = await decided(owner);
    const before = await owner.story.now(complaint);
    const stranger = await personAt(door, "stranger");
    await stranger.customer.writes("menu");
    const offer = accept.slice(0, accept.lastIndexOf("."));
    const forged = [accept, `${offer}.99`, `${offer}.-1`, offer, "abc.0", "a".repeat(33), "'; drop table", ""];
    for (const token of forged) await presses(stranger.world, stranger.customer, token)?.catch(expectRefusal);
    for (const words of ["evet", "1", `${complaint.number} evet`]) await stranger.customer.writes(words);
    await stranger.world.settled();
    expect(await owner.story.now(complaint)).toEqual(before);
    await stranger.customer.writes("menu");
    await stranger.customer.sees("menu.ask");
    expect(stranger.world.faults).toEqual([]);
  });
});

/** Updates that say nothing of a customer to the bot, with the word under which each is counted. */
const ignoredUpdates = globSync("tests/fixtures/telegram/*.json").flatMap((path) => {
  const read = ignoredUpdate.safeParse(JSON.parse(readFileSync(path, "utf8")));
  return read.success ? [{ name: basename(path, ".json"), ...read.data }] : [];
});

describe("what is no message of a customer to us", () => {
  test("is counted on Telegram, each kind by its name, and begins no conversation", async () => {
    const { world: opened } = await openReal("telegram");
    expect(ignoredUpdates.length).toBeGreaterThan(15);
    for (const { update } of ignoredUpdates) {
      const { update_id: _, ...body } = update;
      await opened.telegram.update(body);
    }
    expect(opened.twilio.refused).toEqual(ignoredUpdates.map(({ expected }) => expected.reason));
    for (const externalId of ["5000000001", "7000000001", "-1001000000000"])
      expect(await opened.store.conversations.byAddress({ channel: "telegram", externalId })).toBeUndefined();
    expect([...opened.faults, ...opened.twilio.reported]).toEqual([]);
  });

  test("is our own, another line's or a machine's on WhatsApp and by SMS", async () => {
    const { world: opened } = await openReal("whatsapp");
    const { state, webhooks } = opened.twilio.twilio;
    const ends = [
      ["whatsapp:+14155238886", "whatsapp:+14155238886", 200],
      ["whatsapp:+905321112233", "whatsapp:+14155550199", 400],
      ["+15005550006", "+15005550006", 200],
      ["20004", "+15005550006", 200],
      ["BANK", "+15005550006", 200],
    ] as const;
    for (const [from, to, status] of ends)
      expect(
        await webhooks.post("/twilio/messages", commonFields(state, keepInbound(state, from, to, "menu", []))),
      ).toBe(status);
    expect(opened.twilio.refused).toEqual(["own", "unknown_line", "own", "sender", "sender"]);
    expect(opened.twilio.twilio.sent()).toEqual([]);
    expect(opened.faults).toEqual([]);
  });

  test("is a report on a message that is not ours: answered, and without effect", async () => {
    const { world: opened } = await openReal("whatsapp");
    const { webhooks, state } = opened.twilio.twilio;
    const sid = `SM${"a".repeat(32)}`;
    const report = { AccountSid: state.accountSid, MessageSid: sid, MessageStatus: "delivered", From: "", To: "" };
    expect(await webhooks.post("/twilio/status?message=0193a1b2-0000-7000-8000-00000000dead", report)).toBe(204);
    expect(await webhooks.post("/twilio/status?message=..%2F..%2Fetc", report)).toBe(400);
    expect(await webhooks.post("/twilio/status", report)).toBe(400);
    expect(opened.faults).toEqual([]);
  });

  async function openReal(door: ScenarioDoor): Promise<{ readonly world: RealChannels }> {
    const opened = (await openDoor(door, language, "visitor")).world;
    world = opened;
    if (!isRealChannels(opened)) throw new Error("this door has no platform");
    return { world: opened };
  }
});

/** A door may refuse at once what it can see to be none of ours. */
function expectRefusal(error: unknown): void {
  expect(String(error)).toMatch(/answered 4\d\d/u);
}
