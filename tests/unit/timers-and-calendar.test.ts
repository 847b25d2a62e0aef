import { afterEach, describe, expect, it } from "@jest/globals";
import { keepCalendar } from "../../core/casework/keep-calendar.ts";
import { onTimer } from "../../core/casework/on-timer.ts";
import type { CaseworkTools } from "../../core/casework/tools.ts";
import type { Channel } from "../../core/channel/channel.ts";
import { timerPurposes } from "../../core/complaint/change.ts";
import type { Timer } from "../../core/complaint/change.ts";
import type { Complaint } from "../../core/complaint/complaint.ts";
import { Fault } from "../../core/errors.ts";
import { brand } from "../../core/ids.ts";
import type { PlainDate } from "../../core/ids.ts";
import { sayIn } from "../../core/language/say.ts";
import { loadOrganisation } from "../../core/organisation/profile.ts";
import { createMemoryStore } from "../../core/store/memory/memory-store.ts";
import type { Store } from "../../core/store/store.ts";
import { guiseCapabilities } from "../../bots/console/limits.ts";
import { customerAt, plainDoor } from "../support/customer.ts";
import { fixedPorts } from "../support/fixed-ports.ts";
import { quickHasher } from "../support/quick-hasher.ts";
import { storyOf } from "../support/story.ts";
import { openWorld, tuesdayMorning } from "../support/world.ts";
import type { World } from "../support/world.ts";

const day = 24 * 60 * 60_000;
const organisation = loadOrganisation(undefined);
let world: World | undefined;

afterEach(async () => {
  await world?.close();
  world = undefined;
});

async function begin() {
  const telegram: Channel = {
    name: "telegram",
    capabilities: guiseCapabilities.telegram,
    send: () => Promise.resolve({}),
  };
  const opened = await openWorld([telegram]);
  world = opened;
  const story = (person: string) => {
    const address = { channel: "telegram" as const, externalId: person };
    return storyOf(opened, customerAt(opened, plainDoor(opened, address, telegram.capabilities, "en"), "en"), "en");
  };
  return { opened, story };
}

function toolsOf(opened: World, store: Store = opened.store): CaseworkTools {
  return {
    store,
    ...opened.ports,
    organisation,
    calendar: () => opened.redress.calendar(),
    hasher: quickHasher(),
    sayIn: (language) => sayIn(language, organisation.timeZone),
    channels: () => new Map(),
    isReadInLog: () => false,
    answersAt: () => undefined,
    committed: () => undefined,
  };
}

async function kindsOf(opened: World, { id }: Complaint): Promise<readonly string[]> {
  return (await opened.store.complaints.events(id)).map(({ kind }) => kind);
}

describe("a timer that comes due", () => {
  it("has an end for every purpose, and none is a fault when it no longer holds", async () => {
    const { opened, story } = await begin();
    const { complaint } = await story("one").files();
    const details: Readonly<Partial<Record<Timer["purpose"], string>>> = {
      limit: "conclusion",
      limit_warning: "conclusion",
      reminder: "2",
      remedy_due: "remedy-1",
    };
    for (const purpose of timerPurposes) {
      const detail = details[purpose];
      const timer = {
        key: `${purpose}:test`,
        purpose,
        at: tuesdayMorning,
        complaintId: complaint.id,
        round: 1 as const,
      };
      await onTimer(toolsOf(opened), { ...timer, ...(detail === undefined ? {} : { detail }) });
    }
    expect(await kindsOf(opened, complaint)).toEqual(["registered"]);
  });

  it.each(["limit", "remedy_due"] as const)(
    "is a fault where it does not say what it is about: %s",
    async (purpose) => {
      const { opened, story } = await begin();
      const { complaint } = await story("one").files();
      const timer = { key: "k", purpose, at: tuesdayMorning, complaintId: complaint.id };
      await expect(onTimer(toolsOf(opened), timer)).rejects.toThrow(Fault);
    },
  );

  it("warns of a limit, then says that it has passed, once each", async () => {
    const { opened, story } = await begin();
    const { complaint } = await story("one").files();
    for (let passed = 0; passed < 5 * 24; passed += 1) await opened.pass(day / 24);
    const kinds = await kindsOf(opened, complaint);
    expect(kinds.filter((kind) => kind.startsWith("limit"))).toEqual(["limit_warned", "limit_missed"]);
  });

  it("reminds of a decision as often as the organisation wishes, and no more", async () => {
    const { opened, story } = await begin();
    const teller = story("one");
    const { complaint } = await teller.files();
    const agent = await opened.agent("agent");
    await teller.reviewed(complaint, agent);
    await teller.decided(complaint, agent);
    for (let passed = 0; passed < 40; passed += 1) await opened.pass(day);
    const reminded = (await kindsOf(opened, complaint)).filter((kind) => kind === "reminded");
    expect(reminded).toHaveLength(organisation.policy.reminderDays.length);
  });
});

describe("the calendar", () => {
  it("is made once, although two processes begin at the same moment", async () => {
    const ports = fixedPorts(tuesdayMorning);
    const store = createMemoryStore(ports);
    const keepers = await Promise.all([1, 2, 3].map(() => keepCalendar(store, organisation, ports.clock)));
    expect(keepers.map((keeper) => keeper.calendar().version)).toEqual([1, 1, 1]);
    expect(await store.calendars.version(2)).toBeUndefined();
  });

  async function closes(opened: World, date: string): Promise<void> {
    const calendar = opened.redress.calendar();
    const closure = { date: brand<PlainDate>(date), kind: "closure", name: "Closed", source: "administrator" } as const;
    const next = { ...calendar, version: calendar.version + 1, specialDays: [...calendar.specialDays, closure] };
    await opened.store.calendars.save(next, "administrator", opened.ports.clock.now());
  }

  it("moves every running clock when it changes, once, and leaves a trace", async () => {
    const { opened, story } = await begin();
    const { complaint } = await story("one").files();
    const { complaint: other } = await story("other").files();
    await closes(opened, "2026-12-02");
    while ((await kindsOf(opened, other)).length < 2) await opened.settled();
    for (const each of [complaint, other]) {
      const after = await opened.store.complaints.byId(each.id);
      expect(after?.clocks[0]?.calendarVersion).toBe(2);
      expect(after?.clocks[0]?.dueAt.getTime()).toBe((each.clocks[0]?.dueAt.getTime() ?? 0) + day);
      expect(await kindsOf(opened, each)).toEqual(["registered", "clock_recomputed"]);
    }
  });

  it("is caught up with at the next start, where a process died in between", async () => {
    const { opened, story } = await begin();
    const { complaint } = await story("one").files();
    await opened.redress.stop();
    await closes(opened, "2026-12-02");
    await opened.restart();
    while ((await kindsOf(opened, complaint)).length < 2) await opened.settled();
    expect(opened.redress.calendar().version).toBe(2);
  });

  it("moves the clocks of all others, although one complaint cannot be done", async () => {
    const { opened, story } = await begin();
    const { complaint: broken } = await story("one").files();
    const { complaint } = await story("other").files();
    await opened.redress.stop();
    const keeper = await keepCalendar(opened.store, organisation, opened.ports.clock);
    await closes(opened, "2026-12-02");
    const complaints: Store["complaints"] = {
      ...opened.store.complaints,
      byId: (id) => (id === broken.id ? Promise.reject(new Error("unreadable")) : opened.store.complaints.byId(id)),
    };
    const tools = { ...toolsOf(opened, { ...opened.store, complaints }), calendar: keeper.calendar };
    await expect(keeper.changed(tools)).rejects.toThrow("1 complaints");
    expect(await kindsOf(opened, complaint)).toEqual(["registered", "clock_recomputed"]);
    expect(await kindsOf(opened, broken)).toEqual(["registered"]);
  });
});
