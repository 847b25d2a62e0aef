import type { StaffCommand } from "../../core/casework/casework.ts";
import type { Capabilities } from "../../core/channel/channel.ts";
import type { Complaint } from "../../core/complaint/complaint.ts";
import { brand } from "../../core/ids.ts";
import type { DepartmentKey, PlainDate } from "../../core/ids.ts";
import type { Agent } from "../../core/staff/agent.ts";
import { customerAt, plainDoor } from "./customer.ts";
import type { Customer } from "./customer.ts";
import { openSiteStage, smsSink } from "./site-stage.ts";
import type { SiteStage } from "./site-stage.ts";
import { SiteVisitor } from "./site-visitor.ts";
import { storyOf } from "./story.ts";

const buttons: Capabilities = {
  maxButtons: 12,
  maxButtonLabel: 100,
  maxListItems: 0,
  maxListLabel: 0,
  maxText: 4_000,
  maxFile: 20_000_000,
};

/** What staff offer: one thing, or several to choose from. */
export interface Offer {
  readonly report: string;
  readonly alternatives?: readonly string[];
}

/** A complaint that was filed in a chat, its customer before a browser, and two agents. */
export interface FollowedComplaint {
  readonly stage: SiteStage;
  readonly chat: Customer;
  readonly filed: Complaint;
  readonly passcode: string;
  readonly now: (id?: Complaint["id"]) => Promise<Complaint>;
  readonly staff: (command: StaffCommand, id?: Complaint["id"]) => Promise<void>;
  readonly review: (id?: Complaint["id"]) => Promise<void>;
  /** By the first agent, or in round 2 by the second. */
  readonly decide: (offer: Offer, id?: Complaint["id"]) => Promise<void>;
  /** A browser in which it has just been opened by number and passcode. */
  readonly opened: (language?: string) => Promise<SiteVisitor>;
}

export async function openFollowed(): Promise<FollowedComplaint> {
  const telegram = { name: "telegram" as const, capabilities: buttons, send: () => Promise.resolve({}) };
  const stage = await openSiteStage([smsSink, telegram], (start) => [
    { channel: "telegram", url: `https://t.me/demo?start=${start ?? ""}` },
  ]);
  const { world } = stage;
  const chat = customerAt(world, plainDoor(world, { channel: "telegram", externalId: "7" }, buttons, "en"), "en");
  const { complaint: filed, passcode } = await storyOf(world, chat, "en").files();
  const first = await world.agent("agent", "First");
  const second = await world.agent("agent", "Second");
  const load = async (id = filed.id): Promise<Complaint> => {
    const found = await world.store.complaints.byId(id);
    if (found === undefined) throw new Error("the complaint is gone");
    return found;
  };
  const command = async (id: Complaint["id"], given: StaffCommand, by: Agent): Promise<void> => {
    const result = await world.redress.casework.command(id, given, by);
    if (!result.ok) throw new Error(`refused: ${result.refusal.key}`);
    await world.settled();
  };
  return {
    stage,
    chat,
    filed,
    passcode,
    now: load,
    staff: (given, id = filed.id) => command(id, given, first),
    review: (id = filed.id) => command(id, firstReview(filed), first),
    decide: async (offer, id = filed.id) => {
      const { rounds } = await load(id);
      await command(id, decisionOf(offer), rounds.length > 1 ? second : first);
    },
    opened: async (language = "en") => {
      const visitor = new SiteVisitor(stage.url, language);
      await visitor.goes(`/follow?n=${filed.number}`);
      return visitor.sends("/follow", { passcode });
    },
  };
}

/** A first review by whoever gives it. */
export function firstReview({ matter }: Complaint): StaffCommand {
  return {
    kind: "first_review",
    category: matter.category,
    department: brand<DepartmentKey>("quality"),
    severity: "low",
    safety: false,
    complexity: "low",
    impact: "low",
    immediateAction: false,
  };
}

/** A decision with what is offered. */
export function decisionOf({ report, alternatives = [] }: Offer): StaffCommand {
  const remedy = (what: string) => ({
    kind: "replacement" as const,
    what,
    who: "Logistics",
    by: brand<PlainDate>("2027-01-15"),
  });
  return {
    kind: "decide",
    decision: "partly_justified",
    report,
    attachments: [],
    remedies: alternatives.length === 0 ? [remedy(report)] : [],
    alternatives: alternatives.map((title) => ({ title, remedies: [remedy(title)] })),
  };
}
