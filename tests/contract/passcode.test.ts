import { setTimeout as pause } from "node:timers/promises";
import { afterEach, describe, expect, it } from "@jest/globals";
import pg from "pg";
import { uuidv7 } from "uuidv7";
import type { Channel } from "../../core/channel/channel.ts";
import type { Outbound } from "../../core/channel/outbound.ts";
import type { OutboundMessage } from "../../core/conversation/message.ts";
import { DeliveryError } from "../../core/errors.ts";
import { readableMs } from "../../core/delivery/forget-secrets.ts";
import { openStore } from "../../core/store/open-store.ts";
import type { Store } from "../../core/store/store.ts";
import { guiseCapabilities } from "../../bots/console/limits.ts";
import { messageView } from "../../desk/views/message-view.ts";
import { customerAt, plainDoor } from "../support/customer.ts";
import type { Customer } from "../support/customer.ts";
import { freshDatabase } from "../support/postgres.ts";
import { passcodeIn, storyOf } from "../support/story.ts";
import { openWorld } from "../support/world.ts";
import type { World } from "../support/world.ts";
import { describeStores } from "./store.harness.ts";

const can = guiseCapabilities.telegram;
let world: World | undefined;

afterEach(async () => {
  await world?.close();
  world = undefined;
});

/** A platform whose every message can be looked at. */
function platform(name: Channel["name"], sent: Outbound[]): Channel {
  return {
    name,
    capabilities: guiseCapabilities[name === "sms" ? "sms" : "telegram"],
    send: (_to, message) => {
      sent.push(message);
      return Promise.resolve({});
    },
  };
}

async function begin(store: Store | undefined, sent: Outbound[] = []) {
  const opened = await openWorld([platform("telegram", sent), platform("sms", sent)], undefined, {
    ...(store === undefined ? {} : { store }),
    seed: uuidv7(),
  });
  world = opened;
  return { opened, customer: at(opened, "owner"), sent };
}

function at(opened: World, person: string): Customer {
  const address = { channel: "telegram" as const, externalId: `${person}-${uuidv7()}` };
  return customerAt(opened, plainDoor(opened, address, can, "en"), "en");
}

async function transcript({ store }: World, { door }: Customer) {
  const conversation = await store.conversations.byAddress(door.address);
  return conversation === undefined ? [] : store.conversations.messages(conversation.id, 0, 500);
}

/** The message that told a new passcode. */
async function renewal(opened: World, customer: Customer): Promise<OutboundMessage | undefined> {
  const told = (await transcript(opened, customer)).flatMap((message) =>
    message.direction === "out" && message.body.text.startsWith("Here is your new passcode") ? [message] : [],
  );
  return told.at(-1);
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(2);
}

async function identifies(customer: Customer, number: string, passcode: string): Promise<void> {
  await customer.writes("menu");
  await customer.chooses("menu.follow");
  await customer.writes(number);
  await customer.writes(passcode);
}

const digitsOf = (text: string): string => text.replaceAll(/\D/gu, "");
const late = (opened: World): Date => opened.ports.clock.now();

describeStores("a passcode", (store) => {
  it("reaches the customer once, and leaves the transcript a quarter of an hour after it was sent", async () => {
    const { opened, customer, sent } = await begin(store());
    const { passcode } = await storyOf(opened, customer, "en").files();
    const told = sent.filter((message) => digitsOf(JSON.stringify(message.details)).includes(passcode));
    expect(told).toHaveLength(1);

    await store().outbox.forget(new Date(late(opened).getTime() - readableMs));
    expect(digitsOf(JSON.stringify(await transcript(opened, customer)))).toContain(passcode);

    expect(await store().outbox.forget(late(opened))).toBeGreaterThanOrEqual(1);
    const kept = await transcript(opened, customer);
    expect(digitsOf(JSON.stringify(kept))).not.toContain(passcode);
    expect(JSON.stringify(kept)).toContain("•••• •••• ••••");
    expect(await store().outbox.forget(late(opened))).toBe(0);
  });

  it("stays while no platform has taken the message", async () => {
    const { opened, customer, sent } = await begin(store());
    const { passcode } = await storyOf(opened, customer, "en").files();
    await customer.writes("status");
    const button = (await customer.offered()).find(({ label }) => label === "New passcode");
    let isDown = true;
    opened.channels[0] = {
      ...platform("telegram", sent),
      send: (to) =>
        isDown
          ? Promise.reject(new DeliveryError(to.channel, "down", { trouble: "unavailable" }))
          : Promise.resolve({}),
    };
    await opened.restart();
    await customer.door.send({ kind: "tap", token: button?.token ?? "" });
    await until(async () => (await renewal(opened, customer))?.delivery.attempts === 1);
    await store().outbox.forget(late(opened));
    const renewed = passcodeIn(JSON.stringify((await renewal(opened, customer))?.body.details));
    expect(renewed).toMatch(/^\d{12}$/u);
    expect(renewed).not.toBe(passcode);

    isDown = false;
    opened.ports.advance(60_000);
    await opened.restart();
    await opened.settled();
    await store().outbox.forget(late(opened));
    expect(JSON.stringify((await renewal(opened, customer))?.body.details)).toContain("•••• •••• ••••");
  });

  it("is hidden from staff from the first moment, while phone numbers and article numbers are not", async () => {
    const { opened, customer } = await begin(store());
    const { passcode } = await storyOf(opened, customer, "en").files();
    await customer.writes("My number is 0090 532 123 45 67, the tin says 036000291452");
    const views = (await transcript(opened, customer)).map(messageView);
    const seen = JSON.stringify(views);
    expect(digitsOf(seen)).not.toContain(passcode);
    expect(seen).toContain("•••• •••• ••••");
    expect(seen).toContain("0090 532 123 45 67");
    expect(seen).toContain("036000291452");
  });

  it("is stored with dots where a customer enters it, right or wrong", async () => {
    const { opened, customer } = await begin(store());
    const { complaint, passcode } = await storyOf(opened, customer, "en").files();
    const stranger = at(opened, "stranger");
    const wrong = "۱۱۱۱ ۲۲۲۲ ۳۳۳۳";
    await identifies(stranger, complaint.number, wrong);
    await identifies(stranger, complaint.number, passcode);
    await stranger.sees("follow.view");
    const said = JSON.stringify((await transcript(opened, stranger)).filter(({ direction }) => direction === "in"));
    expect(said).not.toContain(passcode);
    expect(said).not.toContain(wrong);
    expect(said).toContain("•••• •••• ••••");
    expect(said).toContain("••••••••••••");
  });

  it("goes by SMS with the same care", async () => {
    const { opened, customer, sent } = await begin(store());
    const phone = "+905321234567";
    const { complaint } = await storyOf(opened, customer, "en").files(undefined, phone);
    const sms = sent.find((message) => message.text.includes(complaint.number));
    const passcode = passcodeIn(sms?.text ?? "") ?? "";
    expect(passcode).toMatch(/^\d{12}$/u);
    await store().outbox.forget(late(opened));
    const conversation = await store().conversations.byAddress({ channel: "sms", externalId: phone });
    if (conversation === undefined) throw new Error("no SMS was sent");
    const kept = JSON.stringify(await store().conversations.messages(conversation.id, 0, 100));
    expect(digitsOf(kept)).not.toContain(passcode);
    expect(kept).toContain(complaint.number);
  });
});

describe("a copy of the database", () => {
  it("holds no passcode in clear, in any row of any table", async () => {
    const databaseUrl = await freshDatabase();
    const store = await openStore({ databaseUrl, ids: { uuid: uuidv7 } });
    const { opened, customer } = await begin(store);
    const { complaint, passcode } = await storyOf(opened, customer, "en").files();
    await identifies(at(opened, "stranger"), complaint.number, passcode);
    await store.outbox.forget(late(opened));
    await opened.close();
    world = undefined;
    await store.close();
    const rows = await everyRow(databaseUrl);
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.filter((row) => row.includes(complaint.number)).length).toBeGreaterThan(0);
    const spaced = passcode.replaceAll(/\d{4}(?=\d)/gu, "$& ");
    expect(rows.filter((row) => row.includes(passcode) || row.includes(spaced))).toEqual([]);
  });
});

async function everyRow(databaseUrl: string): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
    );
    const rows: string[] = [];
    for (const { name } of tables.rows) {
      const found = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
      rows.push(...found.rows.map(({ row }) => row));
    }
    return rows;
  } finally {
    await client.end();
  }
}
