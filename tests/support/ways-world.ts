import { expect } from "@jest/globals";
import type { Channel } from "../../core/channel/channel.ts";
import type { Reply } from "../../core/channel/inbound.ts";
import type { StaffCommand } from "../../core/casework/casework.ts";
import { lifecycle } from "../../core/complaint/lifecycle.ts";
import type { Complaint } from "../../core/complaint/complaint.ts";
import type { Message, OutboundMessage } from "../../core/conversation/message.ts";
import type { Organisation } from "../../core/organisation/organisation.ts";
import type { Agent } from "../../core/staff/agent.ts";
import { createMemoryStore } from "../../core/store/memory/memory-store.ts";
import type { Store } from "../../core/store/store.ts";
import type { UnitOfWork } from "../../core/store/unit-of-work.ts";
import { settleMs } from "../../core/turn/album.ts";
import type { Calendar } from "../../core/calendar/calendar.ts";
import { guiseCapabilities } from "../../bots/console/limits.ts";
import { fixedPorts } from "./fixed-ports.ts";
import { openWorld, tuesdayMorning } from "./world.ts";
import type { World } from "./world.ts";
import { agents, customers, fitted } from "./ways.ts";
import type { Happening } from "./ways.ts";

/** A whole Redress to which anything may happen, and what was done to it. */
export interface Ways {
  readonly world: World;
  readonly happens: (happening: Happening) => Promise<void>;
  /** Delivers a reply of one customer and remembers it. */
  readonly counts: (who: number, reply: Reply) => Promise<void>;
  /** Holds everything stored to the promises of the product. */
  readonly check: () => Promise<void>;
}

const hour = 60 * 60_000;
const channels = (["telegram", "webchat", "sms"] as const).map((name): Channel => ({
  name,
  capabilities: guiseCapabilities[name],
  send: () => Promise.resolve({}),
}));
/** Where the customers are. */
export const visitors = [
  { channel: "telegram" as const, externalId: "one" },
  { channel: "webchat" as const, externalId: "two" },
  { channel: "telegram" as const, externalId: "three" },
].slice(0, customers);

/** Opens one; the calendar is handed in, because making it takes longer than all that happens. */
export async function openWays(seed: string, calendar: Calendar, organisation: Organisation): Promise<Ways> {
  const works: UnitOfWork[] = [];
  const ports = fixedPorts(tuesdayMorning, seed);
  const inner = createMemoryStore(ports);
  await inner.calendars.save(calendar, "seed", tuesdayMorning);
  const store: Store = {
    ...inner,
    commit: async (work) => {
      await inner.commit(work);
      works.push(work);
    },
  };
  const world = await openWorld([...channels], organisation, { store, seed, ports });
  const staff = await Promise.all(Array.from({ length: agents }, () => world.agent("complaints_manager")));
  const sent: string[][] = visitors.map(() => []);

  const receives = async (who: number, reply: Reply, copies: number, mayContinue = false): Promise<void> => {
    const address = visitors[who];
    if (address === undefined) return;
    const externalId = `${address.externalId} ${String(sent[who]?.push(address.externalId) ?? 0)}`;
    const own = reply.kind === "edit" ? { ...reply, of: `${address.externalId} ${reply.of}` } : reply;
    const inbound = { address, externalId, reply: own, locale: "en", mayContinue };
    const ends = await Promise.all(Array.from({ length: copies }, () => world.redress.receive(inbound)));
    expect(ends.toSorted()).toEqual(["answered", ...Array<string>(copies - 1).fill("duplicate")]);
    if (copies > 1) expect(await world.redress.receive(inbound)).toBe("duplicate");
  };
  const complaintAt = async (index: number): Promise<readonly [Complaint | undefined, readonly Complaint[]]> => {
    const all = await allComplaints(world, works);
    return [all.length === 0 ? undefined : all[index % all.length], all];
  };
  const orders = async (command: StaffCommand, index: number, agent: Agent | undefined): Promise<void> => {
    const [complaint, all] = await complaintAt(index);
    if (complaint === undefined || agent === undefined) return;
    await world.redress.casework.command(complaint.id, fitted(command, complaint, all), agent);
  };

  const happens: Ways["happens"] = async (happening) => {
    switch (happening.kind) {
      case "says":
        await receives(happening.who, happening.reply, happening.copies);
        break;
      case "taps": {
        const owner = (happening.who + (happening.forged ? 1 : 0)) % customers;
        const token = (await tokensOf(world, owner)).at(-1 - happening.back);
        if (token !== undefined) await receives(happening.who, { kind: "tap", token }, happening.copies);
        break;
      }
      case "staff":
        await orders(happening.command, happening.complaint, staff[happening.agent]);
        break;
      case "both":
        await Promise.all(happening.commands.map((command, at) => orders(command, happening.complaint, staff[at])));
        break;
      case "album":
        for (let part = 0; part < happening.parts; part += 1)
          await receives(happening.who, photo, happening.copies, true);
        break;
      case "passes":
        // A clock that jumps while a message is on its way would take it for lost.
        await everythingSent(world);
        world.ports.advance(happening.hours * hour);
        await inner.runDueTimers();
        break;
      case "restarts":
        await world.restart();
        break;
    }
  };
  return { world, happens, counts: (who, reply) => receives(who, reply, 1), check: () => check(world, works, sent) };
}

const photo: Reply = { kind: "files", files: [{ source: { kind: "staged", key: "staged/aa/album" }, kind: "photo" }] };

async function allComplaints({ store }: World, works: readonly UnitOfWork[]): Promise<readonly Complaint[]> {
  const ids = works.flatMap(({ complaints = [] }) =>
    complaints.flatMap(({ before, after }) => (before ? [] : [after.id])),
  );
  return (await Promise.all(ids.map((id) => store.complaints.byId(id)))).flatMap((found) => found ?? []);
}

async function transcript({ store }: World, who: number): Promise<readonly Message[]> {
  const address = visitors[who];
  const conversation = address === undefined ? undefined : await store.conversations.byAddress(address);
  return conversation === undefined ? [] : store.conversations.messages(conversation.id, 0, 500);
}

async function tokensOf(world: World, who: number): Promise<readonly string[]> {
  return (await transcript(world, who)).flatMap((message) =>
    message.direction === "out" ? message.body.choices.map(({ token }) => token) : [],
  );
}

/** The answer to an album waits for more of it; whoever starts looks at once for what is due. */
async function everythingSent(world: World): Promise<void> {
  world.ports.advance(settleMs);
  await world.restart();
  await world.settled();
}

async function check(world: World, works: readonly UnitOfWork[], sent: readonly (readonly string[])[]): Promise<void> {
  await everythingSent(world);
  expect(world.faults).toEqual([]);
  expect((await world.store.alerts.open(1_000)).filter(({ kind }) => kind === "fault")).toEqual([]);
  for (const [who, mine] of sent.entries())
    checkTranscript(await transcript(world, who), mine, world.ports.clock.now());
  for (const work of works) checkWork(work);
  const complaints = await allComplaints(world, works);
  for (const complaint of complaints) checkEnding(complaint);
  await checkSecrecy(world, complaints);
}

/** Every message is kept once, in order and without a gap, and every answer was sent, or another took its place, or nobody is to be woken. */
function checkTranscript(messages: readonly Message[], sent: readonly string[], now: Date): void {
  const heard = messages.flatMap((message) => (message.direction === "in" ? [message.externalId] : []));
  expect(heard).toEqual(sent.map((name, index) => `${name} ${String(index + 1)}`));
  expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, index) => index + 1));
  const states = messages.flatMap((message) => (message.direction === "out" ? [stateOf(message, now)] : []));
  expect(states.filter((state) => !["sent", "superseded", "quiet"].includes(state))).toEqual([]);
  expect(states.at(-1)).not.toBe("superseded");
}

function stateOf({ delivery: { state, hold, nextAttemptAt } }: OutboundMessage, now: Date): string {
  return state === "pending" && hold === "quiet" && nextAttemptAt > now ? hold : state;
}

/** Statuses change by the table alone, and nothing is filed without its number being told in the same commit. */
function checkWork({ complaints = [], outbound = [], inbound }: UnitOfWork): void {
  for (const { before, after } of complaints) {
    if (before === undefined) {
      expect(after.status).toBe("received");
      expect(inbound).toBeDefined();
      expect(JSON.stringify(outbound)).toContain(after.number);
    } else if (before.status !== after.status) {
      const reachable = Object.values(lifecycle).flatMap((row) => {
        const { [before.status]: cell } = row;
        return cell === "stays" || "no" in cell ? [] : cell;
      });
      expect(reachable).toContain(after.status);
    }
  }
}

function checkEnding(complaint: Complaint): void {
  const { status, closing, rounds, mergedInto } = complaint;
  expect(closing !== undefined).toBe(status === "closed");
  const last = rounds.at(-1)?.consent;
  if (closing === "accepted") expect(last?.answers.at(-1)?.answer).toBe("accept");
  if (closing === "merged") expect(mergedInto).toBeDefined();
  if (closing === "ruling") expect(complaint.ruling?.carriedOut).toBeDefined();
  expect(closing).not.toBe("unanswered");
  expect(rounds.length).toBeLessThanOrEqual(2);
}

/** Nobody hears of a complaint that is not theirs: none of these customers knows a passcode of another. */
async function checkSecrecy(world: World, complaints: readonly Complaint[]): Promise<void> {
  for (const [who, address] of visitors.entries()) {
    const conversation = await world.store.conversations.byAddress(address);
    const others = complaints.filter(({ customerId }) => customerId !== conversation?.customerId);
    const heard = JSON.stringify((await transcript(world, who)).filter(({ direction }) => direction === "out"));
    for (const { number } of others) expect(heard).not.toContain(number);
  }
}
