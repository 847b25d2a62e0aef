import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { openDeskBench } from "../support/desk-bench.ts";
import type { DeskBench, DeskClient } from "../support/desk-bench.ts";

let bench: DeskBench;
let sara: DeskClient;
let deniz: DeskClient;
let id: string;

beforeEach(async () => {
  bench = await openDeskBench();
  sara = await bench.as("agent", "Sara");
  deniz = await bench.as("agent", "Deniz");
  const address = { channel: "sms" as const, externalId: "+905325550101" };
  await bench.world.redress.receive({
    address,
    externalId: "one",
    reply: { kind: "text", text: "person" },
    phone: address.externalId,
  });
  id = (await bench.world.store.conversations.byAddress(address))?.id ?? "";
});
afterEach(() => bench.close());

const change = (client: DeskClient, what: string, body?: object) =>
  client.send("POST", `/api/v1/conversations/${id}/${what}`, body);

describe("taking over by the staff API", () => {
  it("claims, hands on, gives back and begins flows, and refuses the others with the reason", async () => {
    expect(await change(sara, "claim")).toMatchObject({ status: 200, body: { owner: { agentId: sara.agent.id } } });
    expect(await change(deniz, "claim")).toMatchObject({
      status: 409,
      body: { key: "refusal.conversation_of_another" },
    });
    expect(await change(deniz, "give-back")).toMatchObject({ status: 409 });
    const handed = await change(sara, "hand-on", { agentId: deniz.agent.id, reason: "Speaks Turkish" });
    expect(handed).toMatchObject({ status: 200, body: { owner: { kind: "waiting", offeredTo: deniz.agent.id } } });
    expect(await change(deniz, "claim")).toMatchObject({ status: 200 });
    expect(await change(deniz, "flow", { flow: "language" })).toMatchObject({ body: { owner: { kind: "bot" } } });
    expect(await change(deniz, "claim")).toMatchObject({ status: 200 });
    expect(await change(deniz, "give-back")).toMatchObject({ status: 200, body: { owner: { kind: "bot" } } });
    const { rows } = await bench.world.store.audit.list({ limit: 100 });
    expect(rows.filter(({ subject }) => subject === `conversation ${id}`).map(({ action }) => action)).toEqual(
      expect.arrayContaining([
        "conversation.claim",
        "conversation.hand_on",
        "conversation.flow",
        "conversation.give_back",
      ]),
    );
  });

  it("hands on to a department that there is, and to nobody who cannot take it", async () => {
    await change(sara, "claim");
    const auditor = await bench.as("auditor");
    expect(await change(sara, "hand-on", { department: "nowhere", reason: "Theirs" })).toMatchObject({
      status: 409,
      body: { key: "staff.department_unknown" },
    });
    expect(await change(sara, "hand-on", { agentId: auditor.agent.id, reason: "Theirs" })).toMatchObject({
      body: { key: "refusal.agent_takes_no_conversations" },
    });
    expect(await change(sara, "hand-on", { agentId: sara.agent.id, reason: "Mine" })).toMatchObject({
      body: { key: "refusal.conversation_is_yours" },
    });
    const department = bench.world.organisation.departments[0]?.key;
    expect(await change(sara, "hand-on", { department, reason: "Theirs" })).toMatchObject({
      status: 200,
      body: { owner: { kind: "waiting", department, why: "transferred" } },
    });
    expect(await change(sara, "hand-on", { department })).toMatchObject({ status: 400 });
    expect(await change(auditor, "claim")).toMatchObject({ status: 403 });
  });

  it("lets a manager take a conversation out of another's hands, by giving it back", async () => {
    await change(sara, "claim");
    expect(await change(await bench.as("complaints_manager"), "give-back")).toMatchObject({ status: 200 });
  });

  it("says whether one is there, in one's own words", async () => {
    expect(await sara.send("PUT", "/api/v1/me/duty", { duty: "on" })).toMatchObject({
      status: 200,
      body: { duty: "on" },
    });
    expect(await sara.send("PUT", "/api/v1/me/duty", { duty: "asleep" })).toMatchObject({ status: 400 });
    expect(await bench.world.store.staff.byId(sara.agent.id)).toMatchObject({ duty: "on" });
  });
});
