import { afterEach, expect, it } from "@jest/globals";
import { countForgotten, eraseForgotten } from "../../core/casework/retain-details.ts";
import type { Retention } from "../../core/casework/retain-details.ts";
import type { Store } from "../../core/store/store.ts";
import type { Customer } from "../support/customer.ts";
import { conversationOf, endProcesses, processOn, someone } from "../support/processes.ts";
import { storyOf } from "../support/story.ts";
import type { World } from "../support/world.ts";
import { describeStores } from "./store.harness.ts";

afterEach(endProcesses);

const monthMs = 31 * 24 * 60 * 60_000;
const kept: Retention = { endedAfterMonths: 12, neverFiledAfterMonths: 3 };

/** What the lane does in one round. */
async function round(world: World, retention: Retention, report: (fault: unknown) => void = () => undefined) {
  const organisation = { ...world.organisation, policy: { ...world.organisation.policy, retention } };
  return eraseForgotten({ store: world.store, ports: world.ports, organisation, report });
}

async function isErased(store: Store, customer: Customer): Promise<boolean> {
  const { conversation } = await conversationOf(store, customer);
  return (await store.conversations.customer(conversation.customerId))?.erasedAt !== undefined;
}

async function withdraws(customer: Customer): Promise<void> {
  await customer.writes("status");
  await customer.chooses("follow.withdraw");
  await customer.chooses("withdraw.yes");
}

describeStores("keeping personal details no longer than needed", (store) => {
  it("erases who never filed after months of silence, and who filed only long after the end", async () => {
    const world = await processOn(store());
    const [talker, complainer, waiting] = [someone(world), someone(world), someone(world)];
    await talker.writes("hello");
    await storyOf(world, complainer, "en").files();
    await withdraws(complainer);
    await storyOf(world, waiting, "en").files();

    expect(await countForgotten(store(), kept, world.ports.clock.now(), 100)).toEqual({ ended: 0, neverFiled: 0 });
    world.ports.advance(4 * monthMs);
    expect(await countForgotten(store(), kept, world.ports.clock.now(), 100)).toEqual({ ended: 0, neverFiled: 1 });
    expect(await round(world, kept)).toBe(1);
    expect(await isErased(store(), talker)).toBe(true);

    world.ports.advance(9 * monthMs);
    expect(await countForgotten(store(), kept, world.ports.clock.now(), 100)).toEqual({ ended: 1, neverFiled: 0 });
    expect(await round(world, kept)).toBe(1);
    expect(await isErased(store(), complainer)).toBe(true);
    expect(await isErased(store(), waiting)).toBe(false);
    expect(await round(world, kept)).toBe(0);
  });

  it("keeps whom something is still owed that they were promised, until it is recorded as carried out", async () => {
    const world = await processOn(store());
    const complainer = someone(world);
    const story = storyOf(world, complainer, "en");
    const { complaint } = await story.files();
    const [reviewer, evaluator] = [await world.agent("agent", "Reviewer"), await world.agent("agent", "Evaluator")];
    await story.reviewed(complaint, reviewer);
    await story.decided(complaint, evaluator);
    await complainer.chooses("consent.accept");
    const accepted = await story.now(complaint);
    expect(accepted.status).toBe("closed");
    world.ports.advance(13 * monthMs);
    expect(await countForgotten(store(), kept, world.ports.clock.now(), 100)).toEqual({ ended: 0, neverFiled: 0 });
    expect(await round(world, kept)).toBe(0);
    expect(await isErased(store(), complainer)).toBe(false);

    for (const { id: remedyId } of accepted.rounds[0]?.decision?.remedies ?? [])
      await story.staff(accepted, { kind: "carry_out_remedy", remedyId }, evaluator);
    world.ports.advance(13 * monthMs);
    expect(await round(world, kept)).toBe(1);
    expect(await isErased(store(), complainer)).toBe(true);
  });

  it("notes in the audit trail who was erased", async () => {
    const world = await processOn(store());
    const talker = someone(world);
    await talker.writes("hello");
    world.ports.advance(40 * monthMs);
    await round(world, { neverFiledAfterMonths: 3 });
    const { conversation } = await conversationOf(store(), talker);
    const subject = `customer ${conversation.customerId}`;
    const { rows } = await store().audit.list({ limit: 10, subjects: [subject] });
    expect(rows).toMatchObject([{ actor: "retention", action: "customer.erase", subject }]);
  });

  it("erases nobody where the policy names no time, and nobody who wrote lately", async () => {
    const world = await processOn(store());
    const talker = someone(world);
    await talker.writes("hello");
    world.ports.advance(100 * monthMs);
    expect(await round(world, {})).toBe(0);
    await talker.writes("hello again");
    await round(world, kept);
    expect(await isErased(store(), talker)).toBe(false);
  });

  it("counts no further than it is asked to", async () => {
    const world = await processOn(store());
    for (const words of ["hello", "hello", "good day"]) await someone(world).writes(words);
    world.ports.advance(200 * monthMs);
    const { ended, neverFiled } = await countForgotten(store(), kept, world.ports.clock.now(), 2);
    expect(ended + neverFiled).toBe(2);
  });
});
