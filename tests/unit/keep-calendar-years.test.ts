import { describe, expect, it } from "@jest/globals";
import { keepCalendar } from "../../core/casework/keep-calendar.ts";
import { brand } from "../../core/ids.ts";
import type { PlainDate } from "../../core/ids.ts";
import { loadOrganisation } from "../../core/organisation/profile.ts";
import { createMemoryStore } from "../../core/store/memory/memory-store.ts";
import { fixedPorts } from "../support/fixed-ports.ts";

const organisation = loadOrganisation(undefined);

function begin(at: string) {
  const ports = fixedPorts(new Date(at));
  return { ports, store: createMemoryStore(ports) };
}

describe("keeping the calendar through the years", () => {
  it("makes the first one with the holidays of this year and the next two", async () => {
    const { ports, store } = begin("2026-12-01T07:00:00Z");
    const keeper = await keepCalendar(store, organisation, ports.clock);
    expect(keeper.calendar()).toMatchObject({ version: 1, knownUntil: "2028-12-31" });
  });

  it("leaves a calendar alone that reaches into the next year", async () => {
    const { ports, store } = begin("2026-12-01T07:00:00Z");
    await keepCalendar(store, organisation, ports.clock);
    ports.moveTo(new Date("2027-12-31T07:00:00Z"));
    const keeper = await keepCalendar(store, organisation, ports.clock);
    expect(keeper.calendar().version).toBe(1);
  });

  it("adds years before the last one begins to run out, and keeps what an administrator entered", async () => {
    const { ports, store } = begin("2026-12-01T07:00:00Z");
    const first = (await keepCalendar(store, organisation, ports.clock)).calendar();
    const closure = {
      date: brand<PlainDate>("2028-07-03"),
      kind: "closure",
      name: "Stocktaking",
      source: "administrator",
    } as const;
    await store.calendars.save(
      { ...first, version: 2, specialDays: [...first.specialDays, closure] },
      "administrator",
      ports.clock.now(),
    );
    ports.moveTo(new Date("2028-01-02T07:00:00Z"));
    const later = (await keepCalendar(store, organisation, ports.clock)).calendar();
    expect(later).toMatchObject({ version: 3, knownUntil: "2030-12-31" });
    expect(later.specialDays).toContainEqual(closure);
  });
});
