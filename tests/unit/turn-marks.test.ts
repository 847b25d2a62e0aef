import { afterEach, describe, expect, it } from "@jest/globals";
import type { Inbound } from "../../core/channel/inbound.ts";
import { storedStateSchema } from "../../core/conversation/conversation.ts";
import type { Conversation, Unreachable } from "../../core/conversation/conversation.ts";
import type { Hold } from "../../core/conversation/message.ts";
import { createMemoryStore } from "../../core/store/memory/memory-store.ts";
import type { UnitOfWork } from "../../core/store/unit-of-work.ts";
import { fixedPorts } from "../support/fixed-ports.ts";
import { openWorld, tuesdayMorning } from "../support/world.ts";
import type { World } from "../support/world.ts";

const address = { channel: "telegram", externalId: "anna" } as const;
const inbound = (externalId: string, more: Partial<Inbound> = {}): Inbound => ({
  address,
  externalId,
  reply: { kind: "text", text: "menu" },
  locale: "en",
  ...more,
});

let world: World | undefined;

afterEach(async () => {
  await world?.close();
});

/** A world whose commits can be looked at; no channel sends, so what is held stays as it is. */
async function watched(held: readonly Hold[] = []) {
  const works: UnitOfWork[] = [];
  const ports = fixedPorts(tuesdayMorning);
  const inner = createMemoryStore(ports);
  let broken = false;
  const store = {
    ...inner,
    readTurn: async (...turn: Parameters<typeof inner.readTurn>) => ({
      ...(await inner.readTurn(...turn)),
      ...(held.length === 0 ? {} : { held: held.map((hold) => ({ hold, seq: 1_000 })) }),
    }),
    commit: async (work: UnitOfWork) => {
      if (broken) {
        broken = false;
        throw new Error("broken for the test");
      }
      await inner.commit(work);
      works.push(work);
    },
  };
  const opened = await openWorld([], undefined, { store, ports });
  world = opened;
  const conversation = async (): Promise<Conversation> => {
    const found = await inner.conversations.byAddress(address);
    if (found === undefined) throw new Error("there is no conversation");
    return found;
  };
  /** The next commit meets a fault of our own. */
  const breaks = (): void => {
    broken = true;
  };
  return { world: opened, works, store: inner, conversation, breaks };
}

describe("how far a source was read", () => {
  const key = "telegram updates";

  it("is written in the commit of the message", async () => {
    const { world: here, works } = await watched();
    await here.redress.receive(inbound("1", { bookmark: { key, value: 7 } }));
    await here.redress.receive(inbound("2"));
    expect(works.map(({ bookmark }) => bookmark)).toEqual([{ key, value: 7 }, undefined]);
  });

  it("moves on for a message that is known already", async () => {
    const { world: here, store } = await watched();
    await here.redress.receive(inbound("1"));
    expect(await here.redress.receive(inbound("1", { bookmark: { key, value: 8 } }))).toBe("duplicate");
    const lent = await store.bookmarks.lease(key, "reader", here.ports.clock.now(), 1_000);
    expect(lent).toEqual({ value: 8 });
  });

  it("moves on past a message that cannot be answered", async () => {
    const { world: here, works, breaks } = await watched();
    await here.redress.receive(inbound("1"));
    breaks();
    expect(await here.redress.receive(inbound("2", { bookmark: { key, value: 9 } }))).toBe("kept_with_fault");
    expect(works.at(-1)?.bookmark).toEqual({ key, value: 9 });
  });
});

describe("what was held back", () => {
  it.each([
    [["quiet"], 1],
    [["window"], 1],
    [["quiet", "window", "album"], 1],
    [["album"], 0],
    [[], 0],
  ] as const)("%j is let go %i times when the customer writes", async (held, times) => {
    const { world: here, works, conversation } = await watched(held);
    await here.redress.receive(inbound("1"));
    const { id } = await conversation();
    expect(works.at(-1)?.releases).toEqual(Array(times).fill(id));
    expect(works.at(-1)?.outdated).toEqual([]);
  });
});

describe("a stored state that cannot be read", () => {
  it("is kept aside, and the chat goes on from the start, with staff told once", async () => {
    const broken = { cursors: "gone wrong", offers: [], words: "what was said" };
    const state = storedStateSchema.parse(broken);
    const { world: here, works, store, conversation } = await watched();
    await here.redress.receive(inbound("1"));
    const before = await conversation();
    await store.commit({ conversations: [{ before, after: { ...before, state, version: before.version + 1 } }] });
    expect(await here.redress.receive(inbound("2"))).toBe("answered");
    expect(await here.redress.receive(inbound("3"))).toBe("answered");
    expect(works.map(({ alerts = [] }) => alerts.map(({ kind }) => kind))).toEqual([[], ["fault"], []]);
    const { unreadable, cursors } = (await conversation()).state;
    expect(JSON.parse(unreadable?.stored ?? "")).toEqual(broken);
    expect(cursors.at(-1)?.flow).toBe("menu");
    expect(storedStateSchema.parse(before.state)).toEqual(before.state);
  });
});

describe("a customer who could not be reached", () => {
  async function after(reason: Unreachable["reason"]): Promise<Unreachable | undefined> {
    const { world: here, store, conversation } = await watched();
    await here.redress.receive(inbound("1"));
    const before = await conversation();
    const unreachable = { reason, since: here.ports.clock.now() };
    await store.commit({ conversations: [{ before, after: { ...before, unreachable, version: before.version + 1 } }] });
    await here.redress.receive(inbound("2"));
    return (await conversation()).unreachable;
  }

  it.each(["blocked", "unreachable"] as const)("(%s) can be again once they write", async (reason) => {
    expect(await after(reason)).toBeUndefined();
  });

  it("and who wants no messages still wants none, though they are answered", async () => {
    expect(await after("opted_out")).toMatchObject({ reason: "opted_out" });
    const conversation = await world?.store.conversations.byAddress(address);
    const messages = conversation && (await world?.store.conversations.messages(conversation.id, 0, 50));
    expect(messages?.filter(({ direction }) => direction === "out").length).toBeGreaterThanOrEqual(2);
  });
});
