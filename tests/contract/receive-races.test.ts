import { afterEach, expect, it } from "@jest/globals";
import type { StaffCommand } from "../../core/casework/casework.ts";
import type { Complaint } from "../../core/complaint/complaint.ts";
import { brand } from "../../core/ids.ts";
import type { PlainDate } from "../../core/ids.ts";
import type { Customer } from "../support/customer.ts";
import { conversationOf, delivers, endProcesses, isWhole, processOn, say, someone } from "../support/processes.ts";
import { storyOf } from "../support/story.ts";
import type { World } from "../support/world.ts";
import { describeStores } from "./store.harness.ts";

afterEach(endProcesses);

function decision(report: string): StaffCommand {
  const by = brand<PlainDate>("2026-12-31");
  return {
    kind: "decide",
    decision: "justified",
    report,
    attachments: [],
    remedies: [{ kind: "apology", what: "A letter", who: "Service", by }],
    alternatives: [],
  };
}

describeStores("two wills about one complaint", (store) => {
  async function concluded(): Promise<{ readonly world: World; readonly customer: Customer; complaint: Complaint }> {
    const world = await processOn(store());
    const customer = someone(world);
    const story = storyOf(world, customer, "en");
    const { complaint } = await story.files();
    const agent = await world.agent("agent");
    await story.reviewed(complaint, agent);
    await story.decided(complaint, agent);
    return { world, customer, complaint: await story.now(complaint) };
  }

  it("lets one win when the customer accepts while staff withdraw", async () => {
    const { world, customer, complaint } = await concluded();
    const other = await processOn(store());
    const agent = await other.agent("complaints_manager");
    const accept = (await customer.offered()).find(({ label }) => label === say("consent.accept"));
    const [, withdrawn] = await Promise.all([
      delivers(customer, { kind: "tap", token: accept?.token ?? "" })(world),
      other.redress.casework.command(complaint.id, { kind: "withdraw", reason: "By telephone" }, agent),
    ]);
    const after = await store().complaints.byId(complaint.id);
    expect(after).toMatchObject({ status: "closed", version: complaint.version + 1 });
    expect(after?.closing).toBe(withdrawn.ok ? "withdrawn" : "accepted");
    const kinds = (await store().complaints.events(complaint.id)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "closed")).toHaveLength(1);
    expect(kinds.filter((kind) => kind === "accepted" || kind === "withdrawn")).toHaveLength(1);
    isWhole((await conversationOf(store(), customer)).messages);
  });

  it("lets one win when two agents decide at once, and tells the customer once", async () => {
    const world = await processOn(store());
    const other = await processOn(store());
    const customer = someone(world);
    const story = storyOf(world, customer, "en");
    const { complaint } = await story.files();
    const reviewed = await story.reviewed(complaint, await world.agent("agent"));
    const decided = await Promise.all([
      world.redress.casework.command(complaint.id, decision("one"), await world.agent("agent")),
      other.redress.casework.command(complaint.id, decision("other"), await other.agent("agent")),
    ]);
    expect(decided.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    await world.settled();
    const after = await story.now(complaint);
    const winner = decided[0].ok ? "one" : "other";
    expect(after.rounds.map(({ decision: made }) => made?.report)).toEqual([winner]);
    // Decided, and told: twice one version further.
    expect(after.version).toBe(reviewed.version + 2);
    const { said } = await conversationOf(store(), customer);
    expect(said.filter(({ purpose }) => purpose === "decision.1")).toHaveLength(1);
  });
});
