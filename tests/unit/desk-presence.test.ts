import { describe, expect, test } from "@jest/globals";
import { hearPresence, nobodyPresent, presenceTimes, presentAt } from "../../desk/app/api/presences.ts";
import { unreadOf } from "../../desk/app/shell/unread.ts";
import { brand } from "../../core/ids.ts";
import type { AgentId } from "../../core/ids.ts";
import type { Presence } from "../../core/store/store-news.ts";

const about = { kind: "conversation", id: "c" } as const;
const joan = { kind: "agent", agentId: brand<AgentId>("joan") } as const;
const says = (who: Presence["who"], doing: Presence["doing"]): Presence => ({ about, who, doing });

describe("who is at the same thing", () => {
  test("is answered once when they come, and no more while they stay", () => {
    const came = hearPresence(nobodyPresent, says(joan, "looking"), 0);
    expect(came.isNew).toBe(true);
    expect(hearPresence(came.state, says(joan, "looking"), presenceTimes.beatMs).isNew).toBe(false);
  });

  test("is gone at once when they leave, and after a silence of more than two beats", () => {
    const { state } = hearPresence(nobodyPresent, says(joan, "looking"), 0);
    expect(presentAt(state, presenceTimes.goneAfterMs).others).toEqual([{ agentId: "joan", doing: "looking" }]);
    expect(presentAt(state, presenceTimes.goneAfterMs + 1).others).toEqual([]);
    expect(presentAt(hearPresence(state, says(joan, "left"), 1).state, 1).others).toEqual([]);
    expect(hearPresence(state, says(joan, "looking"), presenceTimes.goneAfterMs + 1).isNew).toBe(true);
  });

  test("writes for as long as they have just written", () => {
    const { state } = hearPresence(nobodyPresent, says(joan, "writing"), 0);
    expect(presentAt(state, 1).others).toEqual([{ agentId: "joan", doing: "writing" }]);
    expect(presentAt(state, presenceTimes.writingMs).others).toEqual([{ agentId: "joan", doing: "looking" }]);
  });

  test("may be the customer, who only ever writes", () => {
    const { state, isNew } = hearPresence(nobodyPresent, says({ kind: "customer" }, "writing"), 0);
    expect(isNew).toBe(false);
    expect(presentAt(state, 1)).toEqual({ others: [], customerWrites: true });
    expect(presentAt(hearPresence(state, says({ kind: "customer" }, "left"), 2).state, 2).customerWrites).toBe(false);
  });
});

describe("what the window's title counts", () => {
  test("is alerts and customers in line, and nothing while it is not known", () => {
    expect(unreadOf(undefined)).toBe(0);
    expect(unreadOf({ alerts: 2, conversations: { department: 3 } })).toBe(5);
  });
});
