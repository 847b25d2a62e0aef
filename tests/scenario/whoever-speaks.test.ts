import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Conversation } from "../../core/conversation/conversation.ts";
import type { Ownership } from "../../core/conversation/ownership.ts";
import type { Result } from "../../core/errors.ts";
import { seedCalendar } from "../../core/calendar/seed.ts";
import { loadOrganisation } from "../../core/organisation/profile.ts";
import type { Agent } from "../../core/staff/agent.ts";
import { customerAt, plainDoor } from "../support/customer.ts";
import type { Customer } from "../support/customer.ts";
import { openWorld, tuesdayMorning } from "../support/world.ts";
import type { World } from "../support/world.ts";
import { fixedPorts } from "../support/fixed-ports.ts";
import { createMemoryStore } from "../../core/store/memory/memory-store.ts";
import { guiseCapabilities } from "../../bots/console/limits.ts";

const minute = 60_000;
const organisation = loadOrganisation(undefined);
const calendar = seedCalendar(organisation, tuesdayMorning);

/** Words of every kind: to the bot, to a person, to both, dangerous, and those that answer what was offered. */
const words = [
  "menu",
  "bot",
  "person",
  "status",
  "1",
  "2",
  "yes",
  "no",
  "Hello",
  "The resin arrived hard as stone and I want new cans",
  "It caught fire in my kitchen",
] as const;

const who = fc.nat({ max: 2 });
const action = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("writes" as const), text: fc.constantFrom(...words) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("taps" as const), pick: fc.nat({ max: 50 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("claims" as const), who }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("gives back" as const), who }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("hands on" as const), who, to: who }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("says" as const), who, offers: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("begins a flow" as const), who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("races" as const), who, text: fc.constantFrom(...words) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("passes" as const), minutes: fc.constantFrom(1, 3, 12, 31, 700) }),
  },
);

type Action = typeof action extends fc.Arbitrary<infer Each> ? Each : never;

/** The reference: who has the conversation, by agent's number. */
type Holder = "bot" | "waiting" | number;

interface Play {
  readonly world: World;
  readonly customer: Customer;
  readonly staff: readonly Agent[];
}

async function play(actions: readonly Action[]): Promise<void> {
  const ports = fixedPorts(tuesdayMorning);
  const store = createMemoryStore(ports);
  await store.calendars.save(calendar, "seed", tuesdayMorning);
  const can = guiseCapabilities.telegram;
  const channel = { name: "telegram" as const, capabilities: can, send: () => Promise.resolve({}) };
  const world = await openWorld([channel], organisation, { ports, store });
  try {
    const door = plainDoor(world, { channel: "telegram", externalId: "one" }, can, "en");
    const staff = await Promise.all([0, 1, 2].map((each) => world.agent("agent", `Agent ${String(each)}`)));
    await Promise.all(staff.slice(0, 2).map((agent) => world.store.staff.save({ ...agent, duty: "on" })));
    const stage = { world, customer: customerAt(world, door, "en"), staff };
    await stage.customer.writes("menu");
    let holder: Holder = "bot";
    for (const each of actions) holder = await step(stage, holder, each);
  } finally {
    await world.close();
    await store.close();
  }
}

async function step(stage: Play, before: Holder, each: Action): Promise<Holder> {
  const { lastSeq } = await conversationOf(stage);
  const result = await act(stage, each);
  const after = await holderOf(stage);
  const label = `${JSON.stringify(each)} with ${String(before)}`;
  expect({ label, after, done: result?.ok }).toEqual({ label, ...expected(before, each, after) });
  if (typeof before === "number" && after === before) await expectSilence(stage, lastSeq, each);
  await expectOneOwner(stage);
  await expectAnswered(stage);
  expect(stage.world.faults).toEqual([]);
  return after;
}

async function act(stage: Play, each: Action): Promise<Result<unknown> | undefined> {
  const { world, customer, staff } = stage;
  const { casework } = world.redress;
  const { id, lastSeq } = await conversationOf(stage);
  switch (each.kind) {
    case "writes":
      await customer.writes(each.text);
      return undefined;
    case "taps": {
      const messages = await world.store.conversations.messages(id, 0, 500);
      const tokens = messages.flatMap((message) => (message.direction === "out" ? message.body.choices : []));
      const chosen = tokens[tokens.length - 1 - (each.pick % Math.max(1, tokens.length))];
      if (chosen !== undefined) await customer.taps(chosen.token);
      return undefined;
    }
    case "claims":
      return casework.takeOver(id, agentOf(staff, each.who));
    case "gives back":
      return casework.giveBack(id, agentOf(staff, each.who));
    case "hands on":
      return casework.handOn(id, { agentId: agentOf(staff, each.to).id, reason: "Yours" }, agentOf(staff, each.who));
    case "says": {
      const choices = each.offers ? ["Red", "Blue"] : [];
      const said = { text: "Good morning", attachments: [], choices, afterSeq: lastSeq };
      return casework.write(id, said, agentOf(staff, each.who));
    }
    case "begins a flow":
      return casework.startFlow(id, "language", agentOf(staff, each.who));
    case "races": {
      const [result] = await Promise.all([casework.takeOver(id, agentOf(staff, each.who)), customer.writes(each.text)]);
      return result;
    }
    case "passes": {
      const [first] = staff;
      if (first !== undefined) await world.store.staff.seen(first.id, world.ports.clock.now());
      await world.pass(each.minutes * minute);
      return undefined;
    }
  }
}

interface End {
  readonly after: Holder;
  readonly done: boolean | undefined;
}

/** What the reference expects; where several ends are right, the one that was found, if it is among them. */
function expected(before: Holder, each: Action, after: Holder): End {
  const among = (...ends: readonly Holder[]): Holder => ends.find((end) => end === after) ?? before;
  const end = (isDone: boolean, holder: Holder): End => ({ after: isDone ? holder : before, done: isDone });
  switch (each.kind) {
    case "writes":
    case "taps":
      return { after: among(...afterCustomer(before)), done: undefined };
    case "claims":
      return end(isFreeFor(each.who, before), each.who);
    case "races":
      return {
        after: among("bot", isFreeFor(each.who, before) ? each.who : before),
        done: isFreeFor(each.who, before),
      };
    case "gives back":
      return end(before === each.who || before === "bot", "bot");
    case "hands on":
      return end((before === each.who || before === "waiting") && before !== each.to, "waiting");
    case "says":
      return end(before === each.who, before);
    case "begins a flow":
      return end(before === each.who, "bot");
    case "passes":
      return { after: typeof before === "number" ? among("waiting") : before, done: undefined };
  }
}

/** A flow that an agent began may end with the words; words and taps may call a person, or the bot back. */
function afterCustomer(before: Holder): readonly Holder[] {
  if (before === "bot") return ["waiting", 0, 1, 2];
  return before === "waiting" ? [] : ["bot"];
}

function isFreeFor(who: number, before: Holder): boolean {
  return typeof before === "string" || before === who;
}

/** Beside an agent the bot says nothing to what is not meant for it. */
async function expectSilence(stage: Play, lastSeq: number, each: Action): Promise<void> {
  if (each.kind === "taps" || ("text" in each && ["menu", "bot", "1", "2", "yes", "no"].includes(each.text))) return;
  const { id } = await conversationOf(stage);
  const said = await stage.world.store.conversations.messages(id, lastSeq, 500);
  expect(said.filter((message) => message.direction === "out" && message.author.kind === "bot")).toEqual([]);
}

async function expectOneOwner(stage: Play): Promise<void> {
  const { id, owner } = await conversationOf(stage);
  const all = await stage.world.store.conversations.ownerships(id);
  const open = all.filter(({ endedAt }) => endedAt === undefined);
  expect(open.map(({ kind, agentId }) => [kind, agentId])).toEqual(
    all.length === 0 ? [] : [[owner.kind, owner.kind === "agent" ? owner.agentId : undefined]],
  );
  all.slice(1).forEach((next: Ownership, index) => expect(next.startedAt).toEqual(all[index]?.endedAt));
}

/** Whoever wrote has an answer, or somebody who owes it: an agent, or the line with somebody looking after it. */
async function expectAnswered(stage: Play): Promise<void> {
  const { id, owner } = await conversationOf(stage);
  const last = (await stage.world.store.conversations.messages(id, 0, 500)).at(-1);
  if (owner.kind === "bot") expect(last?.direction).toBe("out");
  if (owner.kind === "waiting") expect(owner.dueAt).toBeDefined();
  if (owner.kind === "agent" && last?.direction === "in" && last.reply.kind === "text")
    expect(owner.dueAt).toBeDefined();
}

async function conversationOf({ world, customer }: Play): Promise<Conversation> {
  await world.settled();
  const found = await world.store.conversations.byAddress(customer.door.address);
  if (found === undefined) throw new Error("there is no conversation");
  return found;
}

async function holderOf(stage: Play): Promise<Holder> {
  const { owner } = await conversationOf(stage);
  if (owner.kind !== "agent") return owner.kind;
  return stage.staff.findIndex(({ id }) => id === owner.agentId);
}

function agentOf(staff: readonly Agent[], index: number): Agent {
  const agent = staff[index];
  if (agent === undefined) throw new Error(`there is no agent ${String(index)}`);
  return agent;
}

describe("whatever agents, the customer and time do to one conversation", () => {
  it("it has exactly one owner, the bot never speaks over an agent, and nobody is left without an answer or a queue", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 4, maxLength: 25 }), (actions) => play(actions)),
      { numRuns: 150, interruptAfterTimeLimit: 40_000, markInterruptAsFailure: false },
    );
  });
});
