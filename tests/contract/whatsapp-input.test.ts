import { afterEach, describe, expect, it } from "@jest/globals";
import { readFileSync } from "node:fs";
import type { Message } from "../../core/conversation/message.ts";
import { commonFields, keepInbound } from "../support/twilio/whatsapp-user.ts";
import { openTwilioWorld, publicUrl } from "../support/twilio/twilio-world.ts";
import type { TwilioWorld, TwilioWorldSetting } from "../support/twilio/twilio-world.ts";
import { postSigned, signatureOf } from "../support/twilio/webhooks.ts";

const photo = readFileSync("tests/fixtures/pictures/gps.jpg");
const number = "+905321112233";
const jpeg = { bytes: photo, contentType: "image/jpeg" };

let opened: TwilioWorld | undefined;

afterEach(async () => {
  const world = opened;
  opened = undefined;
  await world?.close();
  expect(world?.world.faults ?? []).toEqual([]);
  expect(world?.twilio.state.unknown ?? []).toEqual([]);
});

async function open(setting: TwilioWorldSetting = {}): Promise<TwilioWorld> {
  opened = await openTwilioWorld(setting);
  return opened;
}

async function messages({ world }: TwilioWorld, externalId = number): Promise<readonly Message[]> {
  const conversation = await world.store.conversations.byAddress({ channel: "whatsapp", externalId });
  return conversation === undefined ? [] : world.store.conversations.messages(conversation.id, 0, 500);
}

async function written(stage: TwilioWorld, externalId?: string): Promise<readonly string[]> {
  return (await messages(stage, externalId)).flatMap((one) =>
    one.direction === "in" ? [one.reply.kind === "text" ? one.reply.text : one.reply.kind] : [],
  );
}

describe("what WhatsApp posts", () => {
  it("is stored and answered once, however often it comes", async () => {
    const stage = await open();
    stage.twilio.webhooks.copies = 10;
    const user = stage.twilio.whatsAppUser(number);
    expect(await user.writes("menu")).toBe(200);
    await stage.settled();
    const [first] = stage.twilio.webhooks.calls;
    for (let again = 0; again < 3; again += 1)
      await stage.twilio.webhooks.post("/twilio/messages", first?.fields ?? {});
    await stage.settled();
    expect(await written(stage)).toEqual(["menu"]);
    expect(user.received()).toHaveLength(1);
  });

  it("is answered after the commit, with no words of TwiML", async () => {
    const stage = await open();
    const fields = commonFields(
      stage.twilio.state,
      keepInbound(stage.twilio.state, `whatsapp:${number}`, "whatsapp:+14155238886", "menu", []),
    );
    const response = await fetch(`${stage.http.url}/twilio/messages`, {
      method: "POST",
      headers: {
        "x-twilio-signature": signatureOf(stage.twilio.state.authToken, `${publicUrl}/twilio/messages`, fields),
      },
      body: new URLSearchParams(fields),
    });
    expect(response.headers.get("content-type")).toContain("text/xml");
    expect(await response.text()).toMatch(/<Response\/>$/u);
    expect(await written(stage)).toEqual(["menu"]);
  });

  it("brings an album as parallel messages, kept whole and answered once", async () => {
    const stage = await open();
    const user = stage.twilio.whatsAppUser(number);
    await user.writes("menu");
    await stage.settled();
    expect(await user.sendsAlbum([jpeg, jpeg, jpeg, jpeg], "Kutular")).toBe(200);
    await stage.waits(3_000);
    expect((await written(stage)).filter((kind) => kind === "files")).toHaveLength(4);
    expect(user.received().filter(({ body }) => body.includes("dosya"))).toMatchObject([
      { body: expect.stringContaining("4 dosya") },
    ]);
  });

  it("comes from somebody who hides the number: kept apart, without a phone, and answered", async () => {
    const stage = await open();
    const user = stage.twilio.whatsAppUser(number);
    user.hides();
    await user.writes("سلام، چطورید؟");
    await stage.settled();
    const id = user.address.slice("whatsapp:".length);
    expect(await written(stage, id)).toEqual(["سلام، چطورید؟"]);
    expect(user.received()).not.toEqual([]);
    const conversation = await stage.world.store.conversations.byAddress({ channel: "whatsapp", externalId: id });
    const customer = await stage.world.store.conversations.customer(conversation?.customerId ?? ("" as never));
    expect(customer?.phone).toBeUndefined();
  });

  it("may be of any kind: each is answered, none is a fault", async () => {
    const stage = await open();
    const user = stage.twilio.whatsAppUser(number);
    await user.sendsSticker();
    await user.sendsContact();
    await user.sendsPlace(41.0082, 28.9784, "Depo");
    await user.posts({ MessageType: "order" });
    await user.posts({ MessageType: "reaction", Body: "👍" });
    for (const text of ["😀", "\u200c\u200c", "\u202e\u2066abc", "x".repeat(4_096), "=1+1", "<b>"])
      await user.writes(text);
    await user.posts({ ButtonPayload: "../../etc", ButtonText: "Tap", Body: "Tap" });
    await user.posts({ ButtonPayload: "zzzzzzzz.0", ButtonText: "Evet", Body: "Evet" });
    await stage.settled();
    expect(await messages(stage).then((all) => all.filter(({ direction }) => direction === "in"))).toHaveLength(13);
    expect(stage.twilio.webhooks.calls.every(({ status }) => status < 300)).toBe(true);
  });

  it("goes nowhere when it is for a number that is not ours, or from one that is", async () => {
    const stage = await open();
    const { state, webhooks } = stage.twilio;
    const stray = keepInbound(state, `whatsapp:${number}`, "whatsapp:+14155550199", "menu", []);
    expect(await webhooks.post("/twilio/messages", commonFields(state, stray))).toBe(400);
    const own = keepInbound(state, "whatsapp:+14155238886", "whatsapp:+14155238886", "menu", []);
    expect(await webhooks.post("/twilio/messages", commonFields(state, own))).toBe(200);
    const sms = keepInbound(state, number, "+15005550006", "menu", []);
    expect(await webhooks.post("/twilio/messages", commonFields(state, sms))).toBe(400);
    expect(stage.refused).toEqual(["unknown_line", "own", "unknown_line"]);
    expect(await written(stage)).toEqual([]);
  });

  it("is believed with either token while they change", async () => {
    const next = "fedcba9876543210fedcba9876543210";
    const stage = await open({ nextAuthToken: next });
    const user = stage.twilio.whatsAppUser(number);
    expect(await user.writes("one")).toBe(200);
    stage.twilio.state.nextAuthToken = stage.twilio.state.authToken;
    stage.twilio.state.authToken = next;
    expect(await user.writes("two")).toBe(200);
    stage.twilio.state.authToken = "0".repeat(32);
    expect(await user.writes("three")).toBe(403);
    stage.twilio.state.authToken = next;
    await stage.settled();
    expect(await written(stage)).toEqual(["one", "two"]);
  });
});

describe("what is not Twilio's", () => {
  it.each([
    ["no signature", undefined, "MessageSid=SM1&From=whatsapp%3A%2B905321112233", 403],
    ["a made-up signature", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=", "MessageSid=SM1", 403],
    ["a field twice", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=", "From=a&From=b", 400],
    ["NUL", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=", "Body=%00", 400],
    ["__proto__", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=", "__proto__=1", 400],
    ["broken UTF-8", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=", "Body=\u00ff", 403],
    ["too much", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=", `Body=${"x".repeat(200_000)}`, 413],
    ["nothing", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=", "", 400],
  ])("is refused: %s", async (_, signature, body, status) => {
    const stage = await open();
    for (const path of ["/twilio/messages", "/twilio/status"])
      expect(await postSigned(`${stage.http.url}${path}`, body, signature)).toBe(status);
    expect(await written(stage)).toEqual([]);
  });

  it("is refused as JSON, and with another method", async () => {
    const stage = await open();
    const url = `${stage.http.url}/twilio/messages`;
    const headers = { "content-type": "application/json", "x-twilio-signature": "AAAAAAAAAAAAAAAAAAAAAAAAAAA=" };
    expect((await fetch(url, { method: "POST", headers, body: "[1]" })).status).toBe(400);
    expect((await fetch(url)).status).toBe(405);
  });
});
