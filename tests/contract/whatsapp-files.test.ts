import { afterEach, describe, expect, it } from "@jest/globals";
import { readFileSync } from "node:fs";
import { createMediaSource } from "../../bots/twilio/media.ts";
import { brand } from "../../core/ids.ts";
import type { AttachmentId, MessageId } from "../../core/ids.ts";
import type { Outbound } from "../../core/channel/outbound.ts";
import { keepInbound } from "../support/twilio/whatsapp-user.ts";
import { mediaPath } from "../support/twilio/media-api.ts";
import { serveFake } from "../support/twilio/http.ts";
import { openTwilioWorld } from "../support/twilio/twilio-world.ts";
import type { TwilioWorld } from "../support/twilio/twilio-world.ts";
import { waitUntil } from "../support/wait-until.ts";

const photo = readFileSync("tests/fixtures/pictures/gps.jpg");
const number = "+905321112233";
const address = { channel: "whatsapp", externalId: number } as const;
const limits = { maxBytes: 20_000_000 };

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function open(): Promise<TwilioWorld> {
  const stage = await openTwilioWorld();
  closing.push(stage.close);
  return stage;
}

/** A customer's photo, fetched and cleaned. */
async function storedPhoto(stage: TwilioWorld): Promise<AttachmentId> {
  await stage.twilio.whatsAppUser(number).sends({ bytes: photo, contentType: "image/jpeg" }, "menu");
  await stage.waits(3_000);
  const conversation = await stage.world.store.conversations.byAddress(address);
  const messages = await stage.world.store.conversations.messages(conversation?.id ?? brand(""), 0, 10);
  const [id] = messages.flatMap((one) => (one.direction === "in" ? one.attachments : []));
  if (id === undefined) throw new Error("no file came");
  await waitUntil(async () => (await stage.world.store.attachments.byId(id))?.state === "stored");
  return id;
}

describe("a customer's file", () => {
  it("is fetched with our credentials from Twilio, and from its store without them", async () => {
    const stage = await open();
    const id = await storedPhoto(stage);
    const attachment = await stage.world.store.attachments.byId(id);
    expect(attachment?.stored?.type).toBe("image/jpeg");
    expect(attachment?.stored?.originalSha256).toMatch(/^[0-9a-f]{64}$/u);
  });

  it.each([
    "https://evil.example/2010-04-01/Accounts/AC/Messages/MM/Media/ME",
    "http://api.twilio.com/x",
    "https://api.twilio.com.evil.example/x",
    "https://api.twilio.com@evil.example/x",
    "https://127.0.0.1/x",
    "file:///etc/passwd",
    "data:text/plain,hello",
    "not an address",
  ])("is not fetched from %s", async (handle) => {
    const stage = await open();
    await expect(stage.account.files.fetch(handle, limits)).rejects.toThrow("not this account's");
  });

  it("is not fetched from another account's part of Twilio, nor from elsewhere on its host", async () => {
    const stage = await open();
    const { accountSid } = stage.twilio.state;
    const place = (account: string, rest = ""): string =>
      `https://api.twilio.com/2010-04-01/Accounts/${account}/Messages/MM${"0".repeat(32)}/Media/ME${"0".repeat(32)}${rest}`;
    for (const handle of [place(`AC${"f".repeat(32)}`), place(accountSid, ".json"), place(accountSid, "?x=1")])
      await expect(stage.account.files.fetch(handle, limits)).rejects.toThrow("not this account's");
    await expect(stage.account.files.fetch(place(accountSid), limits)).rejects.toThrow("status 404");
  });

  it("breaks off at the limit, whatever its length was said to be", async () => {
    const stage = await open();
    const { state } = stage.twilio;
    const record = keepInbound(state, `whatsapp:${number}`, "whatsapp:+14155238886", "", [
      { bytes: new Uint8Array(100_000), contentType: "image/jpeg" },
    ]);
    const [file] = record.media;
    if (file === undefined) throw new Error("no file");
    const handle = `https://api.twilio.com${mediaPath(state, record.sid, file)}`;
    expect(await stage.account.files.fetch(handle, { maxBytes: 100_000 })).toHaveLength(100_000);
    await expect(stage.account.files.fetch(handle, { maxBytes: 99_999 })).rejects.toMatchObject({
      code: "file-too-large",
    });
  });

  it.each([
    ["https://evil.example/x", "not Twilio's"],
    ["http://169.254.169.254/latest", "not Twilio's"],
    ["http://mms.twiliocdn.com/x", "not Twilio's"],
    ["https://s3-external-1.amazonaws.com/somebody-else/x", "not Twilio's"],
    ["https://mms.twiliocdn.com:8443/x", "not Twilio's"],
    ["/again", "without end"],
  ])("is not followed to %s", async (location, complaint) => {
    const server = await serveFake(async () => ({ status: 307, headers: { location } }));
    closing.push(server.close);
    const accountSid = `AC${"0".repeat(32)}`;
    const files = createMediaSource({ accountSid, authToken: "token", apiRoot: server.root });
    const handle = `${server.root}/2010-04-01/Accounts/${accountSid}/Messages/MM${"0".repeat(32)}/Media/ME${"0".repeat(32)}`;
    await expect(files.fetch(handle, limits)).rejects.toThrow(complaint);
  });
});

describe("a file of ours", () => {
  async function outbound(stage: TwilioWorld): Promise<Outbound> {
    return {
      messageId: brand<MessageId>("01a23067-3580-7004-8689-000000000000"),
      conversationId: brand("conversation"),
      seq: 1,
      language: "tr",
      text: "Rapor ektedir.",
      details: [],
      choices: [],
      files: [await storedPhoto(stage)],
      author: { kind: "bot" },
    };
  }

  it("is fetched by Twilio before the words, without what it told of its maker", async () => {
    const stage = await open();
    const message = await outbound(stage);
    const before = stage.twilio.sent().length;
    await stage.world.channels[0]?.send(address, message);
    await stage.twilio.idle();
    const [file, words] = stage.twilio.sent().slice(before);
    expect(file?.status).toBe("delivered");
    expect(file?.media[0]?.contentType).toBe("image/jpeg");
    expect(Buffer.from(file?.media[0]?.bytes ?? []).includes("Exif")).toBe(false);
    expect(words?.body).toBe("Rapor ektedir.");
  });

  it("is not sent where it cannot be had any more; the words are", async () => {
    const stage = await open();
    const message = { ...(await outbound(stage)), files: [brand<AttachmentId>("gone")] };
    const before = stage.twilio.sent().length;
    await stage.world.channels[0]?.send(address, message);
    expect(
      stage.twilio
        .sent()
        .slice(before)
        .map(({ body }) => body),
    ).toEqual(["Rapor ektedir."]);
    expect(stage.reported).toMatchObject([{ code: "whatsapp-file" }]);
  });

  it("is nobody's who has not got its address, and nobody's after an hour", async () => {
    const stage = await open();
    const message = await outbound(stage);
    await stage.world.channels[0]?.send(address, message);
    const url = stage.twilio.webhooks.reach(stage.twilio.sent().find(({ mediaUrl }) => mediaUrl)?.mediaUrl ?? "");
    const status = async (address_: string): Promise<number> => (await fetch(address_)).status;
    expect(await status(url)).toBe(200);
    expect(await status(url.replace(/until=\d/u, "until=9"))).toBe(403);
    expect(await status(url.replace(/proof=.*/u, "proof="))).toBe(403);
    expect(await status(url.replace(/files\/[^?]*/u, "files/another"))).toBe(403);
    stage.world.ports.advance(61 * 60_000);
    expect(await status(url)).toBe(403);
  });
});
