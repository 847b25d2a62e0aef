import type { Presence } from "../../../core/store/store-news.ts";

/** How often a window says that it is still there, and after what silence it counts as gone: two beats may be lost. */
export const presenceTimes = { beatMs: 15_000, goneAfterMs: 40_000, writingMs: 6_000 } as const;

/** Somebody else at the same thing. */
export interface Present {
  readonly agentId: string;
  readonly doing: "looking" | "writing";
}

/** What is known of who is at one thing. */
export interface PresenceState {
  readonly agents: ReadonlyMap<string, { readonly heardAt: number; readonly wroteAt?: number }>;
  readonly customerWroteAt?: number;
}

export const nobodyPresent: PresenceState = { agents: new Map() };

/** What is known after hearing `presence` at `now`; `isNew` where an agent came who was not there before, and wants to know who is. */
export function hearPresence(
  state: PresenceState,
  { who, doing }: Presence,
  now: number,
): { readonly state: PresenceState; readonly isNew: boolean } {
  if (who.kind === "customer")
    return { state: doing === "writing" ? { ...state, customerWroteAt: now } : withoutCustomer(state), isNew: false };
  const agents = new Map(state.agents);
  const known = agents.get(who.agentId);
  const isNew = doing !== "left" && (known === undefined || now - known.heardAt > presenceTimes.goneAfterMs);
  if (doing === "left") agents.delete(who.agentId);
  else agents.set(who.agentId, doing === "writing" ? { heardAt: now, wroteAt: now } : { heardAt: now });
  return { state: { ...state, agents }, isNew };
}

function withoutCustomer({ agents }: PresenceState): PresenceState {
  return { agents };
}

/** Who is there at `now`, and whether the customer writes. */
export function presentAt(
  { agents, customerWroteAt }: PresenceState,
  now: number,
): { readonly others: readonly Present[]; readonly customerWrites: boolean } {
  const isFresh = (at: number | undefined): boolean => at !== undefined && now - at < presenceTimes.writingMs;
  const others = [...agents]
    .filter(([, { heardAt }]) => now - heardAt <= presenceTimes.goneAfterMs)
    .map(([agentId, { wroteAt }]): Present => ({ agentId, doing: isFresh(wroteAt) ? "writing" : "looking" }));
  return { others, customerWrites: isFresh(customerWroteAt) };
}
