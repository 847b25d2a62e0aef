import { afterEach, describe, expect, it } from "@jest/globals";
import type { DepartmentKey } from "../../core/ids.ts";
import { brand } from "../../core/ids.ts";
import { done, openTakeOver } from "../support/taking-over.ts";
import type { TakeOverStage } from "../support/taking-over.ts";

const minute = 60_000;
const hour = 60 * minute;

let stage: TakeOverStage | undefined;

afterEach(async () => {
  const { world } = stage ?? {};
  await stage?.close();
  stage = undefined;
  expect(world?.faults ?? []).toEqual([]);
});

async function begin(language: "fa" | "tr" | "en" = "en"): Promise<TakeOverStage> {
  stage = await openTakeOver("telegram guise", language);
  return stage;
}

describe("of two agents who claim at once", () => {
  it("one wins, and the other reads who has it", async () => {
    const { world, customer, conversation, onDuty } = await begin();
    await customer.writes("person");
    const [one, other] = [await onDuty("Sara"), await onDuty("Deniz")];
    const { id } = await conversation();
    const claims = await Promise.all([one, other].map((agent) => world.redress.casework.takeOver(id, agent)));
    const won = claims.findIndex(({ ok }) => ok);
    const winner = won === 0 ? one : other;
    expect(claims.filter(({ ok }) => ok)).toHaveLength(1);
    expect(claims.find(({ ok }) => !ok)).toMatchObject({
      refusal: { key: "refusal.conversation_of_another", args: { name: winner.name } },
    });
    expect((await conversation()).owner).toMatchObject({ kind: "agent", agentId: winner.id });
    const open = (await world.store.conversations.ownerships(id)).filter(({ endedAt }) => endedAt === undefined);
    expect(open).toMatchObject([{ kind: "agent", agentId: winner.id, why: "taken" }]);
    expect(await world.store.alerts.open(10)).toEqual([]);
  });

  it("neither loses what the customer writes at the same moment", async () => {
    const { world, customer, conversation, messages, onDuty } = await begin();
    await customer.writes("menu");
    const agent = await onDuty("Sara");
    const { id } = await conversation();
    await Promise.all([world.redress.casework.takeOver(id, agent), customer.writes("The resin is hard")]);
    expect(JSON.stringify(await messages())).toContain("The resin is hard");
    expect((await conversation()).owner).toMatchObject({ kind: "agent" });
  });
});

describe("an agent's words", () => {
  it("are refused while the conversation is not the agent's, with the reason", async () => {
    const { world, customer, conversation, onDuty, claims, givesBack } = await begin();
    await customer.writes("menu");
    const [sara, deniz] = [await onDuty("Sara"), await onDuty("Deniz")];
    const { id } = await conversation();
    const writes = async () => {
      const words = { text: "Hello", attachments: [], choices: [], afterSeq: (await conversation()).lastSeq };
      return world.redress.casework.write(id, words, deniz);
    };
    expect(await writes()).toMatchObject({ refusal: { key: "refusal.conversation_not_taken" } });
    await claims(sara);
    expect(await writes()).toMatchObject({ refusal: { key: "refusal.conversation_of_another" } });
    await givesBack(sara);
    expect(await writes()).toMatchObject({ ok: false });
  });

  it("are held back where the customer wrote in between, and are written once however often they are sent", async () => {
    const { world, customer, conversation, messages, onDuty, claims } = await begin();
    await customer.writes("menu");
    const sara = await onDuty("Sara");
    await claims(sara);
    const { id, lastSeq } = await conversation();
    await customer.writes("One more thing");
    const words = { text: "Hello", attachments: [], choices: [], afterSeq: lastSeq, clientId: "a" };
    const stale = await world.redress.casework.write(id, words, sara);
    expect(stale).toMatchObject({ refusal: { key: "refusal.customer_wrote_meanwhile" } });
    const fresh = { ...words, afterSeq: (await conversation()).lastSeq };
    const [first, again] = [
      done(await world.redress.casework.write(id, fresh, sara)),
      done(await world.redress.casework.write(id, fresh, sara)),
    ];
    expect(again.id).toBe(first.id);
    expect((await messages()).filter(({ direction }) => direction === "out").at(-1)).toMatchObject({ id: first.id });
  });

  it("can be taken back by their writer alone, and not once they are sent", async () => {
    const { world, customer, conversation, messages, onDuty, claims, says } = await begin();
    await customer.writes("menu");
    const [sara, deniz] = [await onDuty("Sara"), await onDuty("Deniz")];
    await claims(sara);
    await says(sara, "Hello");
    await conversation();
    const last = (await messages()).at(-1);
    if (last === undefined) throw new Error("nothing was said");
    expect(await world.redress.casework.takeBack(last.id, deniz)).toMatchObject({
      refusal: { key: "refusal.message_not_yours" },
    });
    expect(await world.redress.casework.takeBack(last.id, sara)).toMatchObject({
      refusal: { key: "refusal.too_late_to_take_back" },
    });
  });
});

describe("a conversation in line", () => {
  it("is offered to the least busy of its department, then to the next, and waits where nobody is there", async () => {
    const { world, customer, story, conversation, onDuty } = await begin();
    await story.files();
    const busy = await onDuty("Busy");
    const free = await onDuty("Free", { departments: [] });
    await onDuty("Elsewhere", { departments: [brand<DepartmentKey>("nowhere")] });
    await onDuty("Away", { duty: "away" });
    await onDuty("Absent", { absences: [{ from: brand("2026-11-30"), to: brand("2026-12-01") }] });
    await customer.writes("person");
    const first = (await conversation()).owner;
    expect(first).toMatchObject({ kind: "waiting" });
    const offeredFirst = first.kind === "waiting" ? first.offeredTo : undefined;
    expect([busy.id, free.id]).toContain(offeredFirst);
    await stillThere(busy.id, free.id);
    await world.pass(2 * minute);
    const second = (await conversation()).owner;
    const offeredNext = second.kind === "waiting" ? second.offeredTo : undefined;
    expect([busy.id, free.id].filter((id) => id !== offeredFirst)).toEqual([offeredNext]);
    await world.pass(5 * minute);
    const third = (await conversation()).owner;
    expect(third).toMatchObject({ kind: "waiting" });
    expect(third).not.toHaveProperty("offeredTo");
  });

  it("tells the customer once that nobody came, and keeps the promised time with the complaint", async () => {
    const { world, customer, story, conversation, messages } = await begin();
    const { complaint } = await story.files();
    await customer.writes("person");
    await customer.sees("person.called");
    await world.pass(11 * minute);
    const { owner } = await conversation();
    const at = owner.kind === "waiting" ? owner.promisedAt : undefined;
    if (at === undefined) throw new Error("nothing was promised");
    await customer.sees("hands.nobody_came", { at });
    const events = await world.store.complaints.events(complaint.id);
    expect(events.at(-1)).toMatchObject({ kind: "nobody_came", facts: { promisedAt: at.toISOString() } });
    const told = (await messages()).length;
    await world.pass(20 * minute);
    expect(await messages()).toHaveLength(told);
    await customer.writes("person");
    await customer.sees("person.promised", { at });
  });

  it("out of hours says when somebody is there, and is offered at the opening", async () => {
    const { world, customer, conversation, onDuty } = await begin("fa");
    world.ports.moveTo(new Date("2026-12-01T20:00:00Z"));
    await customer.writes("اپراتور");
    const { owner } = await conversation();
    if (owner.kind !== "waiting" || owner.dueAt === undefined) throw new Error("nobody looks after it");
    await customer.sees("person.later", { at: owner.dueAt });
    world.ports.moveTo(new Date(owner.dueAt.getTime() - 1));
    const agent = await onDuty("Sara");
    await world.pass(1);
    expect((await conversation()).owner).toMatchObject({ offeredTo: agent.id });
    expect(JSON.stringify((await conversation()).owner)).not.toContain("promisedAt");
  });

  async function stillThere(...ids: readonly Parameters<TakeOverStage["world"]["store"]["staff"]["seen"]>[0][]) {
    const { store, ports } = stage?.world ?? {};
    for (const id of ids) await store?.staff.seen(id, new Date((ports?.clock.now().getTime() ?? 0) + 2 * minute));
  }
});

describe("an agent who goes away", () => {
  it("returns the conversation whose customer waits to the line, and the customer is told once", async () => {
    const { world, customer, story, conversation, messages, claims, onDuty } = await begin();
    const { complaint } = await story.files();
    const sara = await onDuty("Sara");
    await claims(sara);
    await customer.writes("Are you there?");
    await world.pass(31 * minute);
    await customer.sees("hands.away", { name: "Sara" });
    const { id, owner } = await conversation();
    expect(owner).toMatchObject({ kind: "waiting", why: "away" });
    expect((await world.store.conversations.ownerships(id)).map(({ kind }) => kind)).toEqual([
      "bot",
      "agent",
      "waiting",
    ]);
    expect((await world.store.complaints.events(complaint.id)).at(-1)).toMatchObject({ kind: "handed_on" });
    const away = (await messages()).filter((each) => JSON.stringify(each).includes("had to leave"));
    expect(away).toHaveLength(1);
  });

  it("keeps it while nobody waits for an answer", async () => {
    const { world, customer, conversation, claims, says, onDuty } = await begin();
    await customer.writes("menu");
    const sara = await onDuty("Sara");
    await claims(sara);
    await says(sara, "I will look into it");
    await world.pass(3 * hour);
    expect((await conversation()).owner).toMatchObject({ kind: "agent", agentId: sara.id });
  });

  it("keeps it while a window is open", async () => {
    const { world, customer, conversation, claims, onDuty } = await begin();
    await customer.writes("menu");
    const sara = await onDuty("Sara");
    await claims(sara);
    await customer.writes("Hello?");
    await world.store.staff.seen(sara.id, new Date(world.ports.clock.now().getTime() + 29 * minute));
    await world.pass(31 * minute);
    expect((await conversation()).owner).toMatchObject({ kind: "agent", agentId: sara.id });
  });
});

describe("words of danger", () => {
  it("call a person at once, while the bot goes on taking them down", async () => {
    const { world, customer, conversation } = await begin();
    await customer.writes("The can caught fire in my kitchen and burned my hand");
    await customer.sees("safety.called");
    await customer.sees("engine.begins_filing");
    expect((await conversation()).owner).toMatchObject({ kind: "waiting", why: "safety" });
    expect((await world.store.alerts.open(10)).map(({ kind }) => kind)).toEqual(["safety"]);
    await customer.writes("The smoke was everywhere");
    expect((await world.store.alerts.open(10)).map(({ kind }) => kind)).toEqual(["safety"]);
  });

  it("call nobody where they are part of other words", async () => {
    const { customer, conversation } = await begin();
    await customer.writes("The fireproof coating came late");
    expect((await conversation()).owner).toEqual({ kind: "bot" });
  });
});

describe("a flow that an agent begins", () => {
  it("is put by the bot, and with its last answer the conversation is the agent's again", async () => {
    const { world, customer, conversation, claims, says, onDuty } = await begin();
    await customer.writes("menu");
    const sara = await onDuty("Sara");
    await claims(sara);
    const { id } = await conversation();
    done(await world.redress.casework.startFlow(id, "language", sara));
    await customer.sees("hands.flow", { name: "Sara" });
    await customer.sees("language.ask");
    expect((await conversation()).owner).toEqual({ kind: "bot" });
    await customer.choosesLabel("English");
    await customer.sees("hands.returned", { name: "Sara" });
    expect((await conversation()).owner).toMatchObject({ kind: "agent", agentId: sara.id });
    await says(sara, "Thank you");
  });
});
