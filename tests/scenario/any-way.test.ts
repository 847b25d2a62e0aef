import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { seedCalendar } from "../../core/calendar/seed.ts";
import { loadOrganisation } from "../../core/organisation/profile.ts";
import { guiseCapabilities } from "../../bots/console/limits.ts";
import { customerAt, plainDoor } from "../support/customer.ts";
import { storyOf } from "../support/story.ts";
import { happening } from "../support/ways.ts";
import type { Happening } from "../support/ways.ts";
import { openWays, visitors } from "../support/ways-world.ts";
import type { Ways } from "../support/ways-world.ts";
import { tuesdayMorning } from "../support/world.ts";

const organisation = loadOrganisation(undefined);
const calendar = seedCalendar(organisation, tuesdayMorning);
let opened = 0;

/** How far the first customer has come before anything happens. */
const starts = ["nothing", "draft", "filed", "reviewed", "decided", "rejected", "decided again"] as const;

async function goes(start: (typeof starts)[number], others: boolean, way: readonly Happening[]): Promise<void> {
  opened += 1;
  const ways = await openWays(`way ${String(opened)}`, calendar, organisation);
  try {
    await comesTo(start, ways);
    if (others) await storyAt(ways, 1).story.files();
    for (const each of way) await ways.happens(each);
    await ways.check();
  } finally {
    await ways.world.close();
  }
}

function storyAt({ world, counts }: Ways, who: number) {
  const address = visitors[who] ?? { channel: "telegram" as const, externalId: "nobody" };
  const door = plainDoor(world, address, guiseCapabilities.telegram, "en");
  const customer = customerAt(world, { ...door, send: (reply) => counts(who, reply) }, "en");
  return { customer, story: storyOf(world, customer, "en") };
}

async function comesTo(start: (typeof starts)[number], ways: Ways): Promise<void> {
  const stage = starts.indexOf(start);
  const { customer, story } = storyAt(ways, 0);
  if (stage === 1) await story.drafts();
  if (stage < 2) return;
  const { complaint } = await story.files();
  const agent = await ways.world.agent("agent");
  if (stage >= 3) await story.reviewed(complaint, agent);
  if (stage >= 4) await story.decided(complaint, agent);
  if (stage < 5) return;
  await customer.chooses("consent.reject");
  await customer.writes("It does not help me");
  if (stage >= 6) await story.decided(await story.now(complaint), await ways.world.agent("agent"));
}

describe("whatever customers, staff, time and platforms do", () => {
  it("nothing is lost, nothing is there twice, no state is reached but by the table, and nobody hears of another's complaint", async () => {
    const way = fc.tuple(
      fc.constantFrom(...starts),
      fc.boolean(),
      fc.array(happening, { minLength: 5, maxLength: 40 }),
    );
    await fc.assert(
      fc.asyncProperty(way, async ([start, others, happenings]) => {
        await goes(start, others, happenings);
      }),
      { numRuns: 250, interruptAfterTimeLimit: 40_000, markInterruptAsFailure: false },
    );
    expect(opened).toBeGreaterThan(50);
  });
});
