import { afterEach, expect, it } from "@jest/globals";
import { uuidv7 } from "uuidv7";
import type { Store } from "../../core/store/store.ts";
import {
  codeAt,
  eventsOf,
  links,
  opens,
  openSeveral,
  personAt,
  recordOf,
  saidAt,
} from "../support/several-channels.ts";
import { storyOf } from "../support/story.ts";
import type { World } from "../support/world.ts";
import { after, conversation, customer, NOON } from "./store.fixtures.ts";
import { describeStores } from "./store.harness.ts";

const worlds: World[] = [];
let numbers = 0;

afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close();
});

/** Another process on the store. */
async function processOn(store: Store): Promise<World> {
  const world = await openSeveral(undefined, { store, seed: `process ${uuidv7()}` });
  worlds.push(world);
  return world;
}

/** A number that nobody has in the store. */
function freshNumber(): string {
  numbers += 1;
  return `+90532${String(1_000_000 + numbers)}`;
}

describeStores("the customer with a number", (store) => {
  it("is the oldest for whom it is proven, and nobody where it was only typed", async () => {
    const phone = freshNumber();
    const records = [
      customer({ phone, phoneProven: false, createdAt: NOON }),
      customer({ phone, phoneProven: true, createdAt: after(2) }),
      customer({ phone, phoneProven: true, createdAt: after(1) }),
    ];
    for (const record of records.slice(0, 1)) await store().commit({ customers: [{ after: record }] });
    expect(await store().conversations.customerWithNumber(phone)).toBeUndefined();
    for (const record of records.slice(1)) await store().commit({ customers: [{ after: record }] });
    expect((await store().conversations.customerWithNumber(phone))?.id).toBe(records[2]?.id);
  });
});

describeStores("a customer's conversations", (store) => {
  it("are those that are theirs, and those that were before they were linked to another's", async () => {
    const [who, other] = [customer(), customer()];
    const own = conversation(who, { createdAt: NOON });
    const former = conversation(other, {
      createdAt: after(1),
      joined: { at: after(2), proof: "passcode", fromCustomerId: who.id },
    });
    const customers = [{ after: who }, { after: other }];
    await store().commit({ customers, conversations: [{ after: own }, { after: former }] });
    const found = await store().conversations.ofCustomer(who.id);
    expect(found.map(({ id }) => id)).toEqual([own.id, former.id]);
    expect((await store().conversations.ofCustomer(other.id)).map(({ id }) => id)).toEqual([former.id]);
  });
});

describeStores("linked chats", (store) => {
  it("come, hear, and go, and the history says so", async () => {
    const world = await processOn(store());
    const phone = freshNumber();
    const whatsapp = personAt(world, "whatsapp", phone);
    const telegram = personAt(world, "telegram", `telegram ${phone}`);
    const { complaint: former } = await storyOf(world, telegram, "en").files();
    const { complaint, passcode } = await storyOf(world, whatsapp, "en").files();
    await opens(telegram, complaint, passcode);
    await links(telegram);
    expect((await telegram.complaints()).map(({ id }) => id)).toEqual([complaint.id]);
    await whatsapp.writes("my chats");
    const label = (await whatsapp.offered()).find((choice) => choice.label.startsWith("Unlink no."))?.label;
    await whatsapp.choosesLabel(label ?? "");
    await whatsapp.chooses("channels.sure.stranger");
    expect((await telegram.complaints()).map(({ id }) => id)).toEqual([former.id]);
    expect(await eventsOf(world, complaint)).toEqual([
      "registered",
      "channel_joined",
      "channel_parted",
      "passcode_renewed",
    ]);
    expect((await world.redress.casework.identify(complaint.number, passcode, "page")).ok).toBe(false);
  });

  it("come by codes that two processes take at the same moment", async () => {
    const [one, other] = [await processOn(store()), await processOn(store())];
    const phone = freshNumber();
    const { complaint } = await storyOf(one, personAt(one, "sms", phone), "en").files();
    const people = [personAt(one, "telegram", `one ${phone}`), personAt(other, "webchat", `two ${phone}`)];
    const codes: string[] = [];
    for (const person of people) {
      await person.writes("my chats");
      await person.chooses("channels.number");
      await person.writes(phone);
      codes.push(await codeAt(one, phone));
    }
    await Promise.all(people.map((person, place) => person.writes(codes[place] ?? "")));
    for (const person of people) expect((await person.complaints()).map(({ id }) => id)).toEqual([complaint.id]);
    expect((await eventsOf(one, complaint)).filter((kind) => kind === "channel_joined")).toHaveLength(2);
  });

  it("take a number over from the conversation that only carried the code", async () => {
    const world = await processOn(store());
    const phone = freshNumber();
    const web = personAt(world, "webchat", `web ${phone}`);
    await web.writes("my chats");
    await web.chooses("channels.number");
    await web.writes(phone);
    await web.writes(await codeAt(world, phone));
    await web.sees("number.proven");
    const sms = personAt(world, "sms", phone);
    await sms.writes("hello");
    expect((await recordOf(world, sms)).id).toBe((await recordOf(world, web)).id);
    expect(await saidAt(world, "sms", phone)).not.toHaveLength(0);
  });
});
