import { afterEach, describe, expect, it } from "@jest/globals";
import { done, openTakeOver } from "../support/taking-over.ts";
import type { TakeOverStage } from "../support/taking-over.ts";

const minute = 60_000;

let stage: TakeOverStage | undefined;

afterEach(async () => {
  const { world } = stage ?? {};
  await stage?.close();
  stage = undefined;
  expect(world?.faults ?? []).toEqual([]);
});

async function begin(language: "fa" | "tr" | "en" = "en"): Promise<TakeOverStage> {
  stage = await openTakeOver("telegram guise", language);
  return stage;
}

describe("a conversation that is handed on", () => {
  it("goes to whom it was handed on to, with the reason for them and for the complaint", async () => {
    const { world, customer, story, conversation, claims, onDuty } = await begin("tr");
    const { complaint } = await story.files();
    const [sara, deniz] = [await onDuty("Sara"), await onDuty("Deniz")];
    await claims(sara);
    const { id } = await conversation();
    const { casework } = world.redress;
    expect(await casework.handOn(id, { agentId: sara.id, reason: "x" }, sara)).toMatchObject({ ok: false });
    done(await casework.handOn(id, { agentId: deniz.id, reason: "Speaks Turkish" }, sara));
    await customer.sees("hands.handed_on", { name: "Sara" });
    expect((await conversation()).owner).toMatchObject({ kind: "waiting", why: "transferred", offeredTo: deniz.id });
    expect((await world.store.conversations.ownerships(id)).at(-1)).toMatchObject({ note: "Speaks Turkish" });
    expect((await world.store.complaints.events(complaint.id)).at(-1)).toMatchObject({
      kind: "handed_on",
      facts: { to: deniz.id, reason: "Speaks Turkish" },
    });
    await claims(deniz);
    await customer.sees("hands.taken", { name: "Deniz" });
  });

  it("keeps the promise that its customer was given when it is sent on to another line", async () => {
    const { world, customer, story, conversation, messages, onDuty } = await begin();
    await story.files();
    await customer.writes("person");
    await world.pass(11 * minute);
    const { id, owner } = await conversation();
    if (owner.kind !== "waiting" || owner.promisedAt === undefined) throw new Error("nothing was promised");
    const told = (await messages()).length;
    const sara = await onDuty("Sara");
    const [department] = world.organisation.departments;
    if (department === undefined) throw new Error("there is no department");
    done(await world.redress.casework.handOn(id, { department: department.key, reason: "It is theirs" }, sara));
    await world.pass(5 * minute);
    expect((await conversation()).owner).toMatchObject({
      kind: "waiting",
      department: department.key,
      promisedAt: owner.promisedAt,
    });
    expect(await messages()).toHaveLength(told);
  });
});
