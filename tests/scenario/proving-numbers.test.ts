import { afterEach, describe, expect, it } from "@jest/globals";
import type { Customer } from "../support/customer.ts";
import { passcodeIn, storyOf } from "../support/story.ts";
import { codeAt, links, opens, openSeveral, personAt, recordOf, saidAt } from "../support/several-channels.ts";
import type { OrdinaryChannel } from "../support/several-channels.ts";
import type { World } from "../support/world.ts";

const phone = "+905321234567";
const minute = 60_000;
const day = 24 * 60 * minute;
let world: World | undefined;

afterEach(async () => {
  await world?.close();
  world = undefined;
});

async function begin(names?: readonly OrdinaryChannel[]): Promise<World> {
  world = await openSeveral(names);
  return world;
}

/** Asks for a code to be sent to a number. */
async function asks(customer: Customer, number = phone): Promise<void> {
  await customer.writes("my chats");
  await customer.chooses("channels.number");
  await customer.writes(number);
}

/** Files with the contact that the platform vouches for. */
async function sharesOwnContactFor(customer: Customer): Promise<void> {
  await customer.writes("The resin arrived hardened and cannot be used at all");
  await customer.door.send({ kind: "contact", phone, own: true }, "own contact");
  for (let asked = 0; asked < 15; asked += 1) {
    const labels = (await customer.offered()).map(({ label }) => label);
    const next = ["Yes, file it", "Skip", "Done", "English", "Continue"].find((label) => labels.includes(label));
    await customer.choosesLabel(next ?? labels[0] ?? "");
    if (next === "Yes, file it") return;
  }
  throw new Error("the questions do not end");
}

function wrong(code: string): string {
  return String((Number(code) + 1) % 1_000_000).padStart(6, "0");
}

describe("a code that is sent to a number", () => {
  it("links a chat to the record that the number belongs to", async () => {
    const opened = await begin();
    const { complaint } = await storyOf(opened, personAt(opened, "whatsapp", phone), "en").files();
    const web = personAt(opened, "webchat", "visitor");
    await asks(web);
    await web.sees("number.code.ask", { phone: { code: phone } });
    await web.writes(await codeAt(opened, phone, "whatsapp"));
    await web.sees("number.joined");
    expect((await web.complaints()).map(({ id }) => id)).toEqual([complaint.id]);
    expect((await saidAt(opened, "whatsapp", phone)).at(-1)).toContain("Another chat, on Web chat");
  });

  it("makes a number the customer's own where it is nobody's, so that an answer from it counts", async () => {
    const opened = await begin();
    const web = personAt(opened, "webchat", "visitor");
    const story = storyOf(opened, web, "en");
    const { complaint } = await story.files();
    await asks(web, "0532 123 45 67");
    await web.writes((await codeAt(opened, phone)).split("").join(" "));
    await web.sees("number.proven");
    expect(await recordOf(opened, web)).toMatchObject({ phone, phoneProven: true });
    const agent = await opened.agent("agent");
    await story.reviewed(complaint, agent);
    await story.decided(complaint, agent);
    await personAt(opened, "sms", phone).writes("evet");
    const { rounds } = await story.now(complaint);
    expect(rounds[0]?.consent?.answers).toMatchObject([{ answer: "accept", words: "evet", door: "sms" }]);
  });

  it("is told and not kept, neither in the one chat nor in the other", async () => {
    const opened = await begin();
    const web = personAt(opened, "webchat", "visitor");
    await asks(web);
    const code = await codeAt(opened, phone);
    await web.writes(code);
    const sms = await opened.store.conversations.byAddress({ channel: "sms", externalId: phone });
    const chat = await opened.store.conversations.byAddress(web.door.address);
    for (const id of [sms?.id, chat?.id]) {
      if (id === undefined) throw new Error("a conversation is missing");
      const messages = await opened.store.conversations.messages(id, 0, 500);
      const kept = messages.map((message) => (message.direction === "in" ? message.reply : message.body.kept));
      expect(JSON.stringify(kept)).not.toContain(code);
    }
    expect(JSON.stringify(chat?.state)).not.toContain(code);
  });

  it("can be wrong four times, and not five", async () => {
    const opened = await begin();
    for (const [name, tries, says] of [
      ["patient", 4, "number.proven"],
      ["guesser", 5, "engine.not_understood"],
    ] as const) {
      const number = name === "patient" ? phone : "+905329999999";
      const web = personAt(opened, "webchat", name);
      await asks(web, number);
      const code = await codeAt(opened, number);
      for (let each = 1; each <= tries; each += 1) {
        await web.writes(wrong(code));
        await web.sees(each === 5 ? "refusal.code_tries" : "refusal.code_wrong");
      }
      await web.writes(code);
      await web.sees(says);
    }
  });

  it("does not count what cannot be a code as a try", async () => {
    const opened = await begin();
    const web = personAt(opened, "webchat", "visitor");
    await asks(web);
    await web.writes("12345");
    await web.sees("number.code.hint");
    await web.writes(await codeAt(opened, phone));
    await web.sees("number.proven");
  });

  it("holds for ten minutes", async () => {
    const opened = await begin();
    const web = personAt(opened, "webchat", "visitor");
    await asks(web);
    const code = await codeAt(opened, phone);
    await opened.pass(10 * minute);
    await web.writes(code);
    await web.sees("refusal.code_expired");
    expect((await recordOf(opened, web)).phoneProven).toBe(false);
  });

  it("opens nothing in another chat, nor for another number", async () => {
    const opened = await begin();
    const web = personAt(opened, "webchat", "visitor");
    const other = personAt(opened, "webchat", "other");
    await asks(web);
    const code = await codeAt(opened, phone);
    await asks(other, "+905329999999");
    await other.writes(code);
    await other.sees("refusal.code_wrong");
    await web.chooses("number.code.other");
    await web.writes("+905328888888");
    await web.writes(code);
    await web.sees("refusal.code_wrong");
  });

  it("is void once a new one was asked for", async () => {
    const opened = await begin();
    const web = personAt(opened, "webchat", "visitor");
    await asks(web);
    const first = await codeAt(opened, phone);
    await web.chooses("number.code.again");
    const second = await codeAt(opened, phone);
    await web.writes(first);
    await web.sees("refusal.code_wrong");
    await web.writes(second);
    await web.sees("number.proven");
  });

  it("is sent three times a day to one number, and for five numbers a day from one chat", async () => {
    const opened = await begin();
    for (let person = 0; person < 4; person += 1) {
      const web = personAt(opened, "webchat", `visitor ${String(person)}`);
      await asks(web);
      if (person < 3) await web.sees("number.code.ask", { phone: { code: phone } });
      else await web.seesWords("No more codes can be sent just now");
    }
    expect(await saidAt(opened, "sms", phone)).toHaveLength(3);
    const busy = personAt(opened, "webchat", "busy");
    for (let number = 0; number < 6; number += 1) await asks(busy, `+90533100000${String(number)}`);
    await busy.seesWords("No more codes can be sent just now");
    await opened.pass(day);
    await asks(busy);
    await busy.sees("number.code.ask", { phone: { code: phone } });
  });

  it("is answered alike whether the number is known, unknown or out of reach", async () => {
    const opened = await begin(["webchat", "whatsapp"]);
    await personAt(opened, "whatsapp", phone).writes("hello");
    const heard = [];
    for (const number of [phone, "+905329999999"]) {
      const web = personAt(opened, "webchat", `asks ${number}`);
      await asks(web, number);
      heard.push((await web.heard()).map(({ text }) => text.replace(number, "…")));
    }
    expect(heard[0]).toEqual(heard[1]);
  });

  it("is not sent to whoever wants no messages there", async () => {
    const opened = await begin();
    const sms = personAt(opened, "sms", phone);
    await sms.writes("STOP");
    await sms.chooses("optout.yes");
    const before = (await saidAt(opened, "sms", phone)).length;
    await asks(personAt(opened, "webchat", "visitor"));
    expect(await saidAt(opened, "sms", phone)).toHaveLength(before);
  });

  it("lets two chats that race come to the same customer", async () => {
    const opened = await begin();
    const { complaint } = await storyOf(opened, personAt(opened, "sms", phone), "en").files();
    const people = [personAt(opened, "telegram", "one"), personAt(opened, "webchat", "two")];
    const codes: string[] = [];
    for (const person of people) {
      await asks(person);
      codes.push(await codeAt(opened, phone));
    }
    await Promise.all(people.map((person, place) => person.writes(codes[place] ?? "")));
    for (const person of people) expect((await person.complaints()).map(({ id }) => id)).toEqual([complaint.id]);
    expect(opened.faults).toEqual([]);
  });

  it("makes a chat that came in by a passcode as good as any other, by the customer's own number", async () => {
    const opened = await begin();
    const whatsapp = personAt(opened, "whatsapp", phone);
    const { complaint, passcode } = await storyOf(opened, whatsapp, "en").files();
    const telegram = personAt(opened, "telegram", "4711");
    await opens(telegram, complaint, passcode);
    await links(telegram);
    await asks(telegram, "+905329999999");
    await telegram.writes(await codeAt(opened, "+905329999999"));
    await telegram.sees("refusal.linked_by_passcode");
    expect((await recordOf(opened, telegram)).phone).toBe(phone);
    await asks(telegram);
    await telegram.writes(await codeAt(opened, phone, "whatsapp"));
    await telegram.sees("number.proven");
    await telegram.writes("status");
    await telegram.chooses("follow.new_passcode");
    expect(passcodeIn(JSON.stringify(await telegram.heard()))).toBeDefined();
  });
});

describe("a contact", () => {
  it("of one's own proves the number by itself, and somebody else's proves nothing", async () => {
    const opened = await begin();
    const { complaint } = await storyOf(opened, personAt(opened, "whatsapp", phone), "en").files();
    const telegram = personAt(opened, "telegram", "4711");
    await telegram.writes("my chats");
    await telegram.chooses("channels.number");
    await telegram.door.send({ kind: "contact", phone, own: false }, "foreign");
    expect(await telegram.complaints()).toEqual([]);
    await telegram.door.send({ kind: "contact", phone, own: true }, "own");
    expect((await telegram.complaints()).map(({ id }) => id)).toEqual([complaint.id]);
  });

  it("of one's own, given while filing, makes answers from the number the customer's", async () => {
    const opened = await begin();
    const telegram = personAt(opened, "telegram", "4711");
    await sharesOwnContactFor(telegram);
    const story = storyOf(opened, telegram, "en");
    const [complaint] = await telegram.complaints();
    if (complaint === undefined) throw new Error("nothing was filed");
    expect(await recordOf(opened, telegram)).toMatchObject({ phone, phoneProven: true });
    const agent = await opened.agent("agent");
    await story.reviewed(complaint, agent);
    await story.decided(complaint, agent);
    await personAt(opened, "sms", phone).writes("yes");
    expect((await story.now(complaint)).closing).toBe("accepted");
  });

  it("of one's own, given while filing, links nothing by itself where the number is another record's", async () => {
    const opened = await begin();
    const { complaint } = await storyOf(opened, personAt(opened, "whatsapp", phone), "en").files();
    const telegram = personAt(opened, "telegram", "4711");
    await sharesOwnContactFor(telegram);
    expect((await recordOf(opened, telegram)).phoneProven).toBe(false);
    expect((await telegram.complaints()).map(({ id }) => id)).not.toContain(complaint.id);
  });
});
