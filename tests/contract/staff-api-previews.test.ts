import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { brand } from "../../core/ids.ts";
import type { ComplaintId, CustomerId } from "../../core/ids.ts";
import { attachment, conversation } from "./store.fixtures.ts";
import { openDeskBench } from "../support/desk-bench.ts";
import type { DeskBench, DeskClient } from "../support/desk-bench.ts";
import { openDeskWork } from "../support/desk-work.ts";
import type { DeskWork } from "../support/desk-work.ts";

let bench: DeskBench;
let work: DeskWork;
let manager: DeskClient;

beforeEach(async () => {
  bench = await openDeskBench();
  manager = await bench.as("complaints_manager");
  work = await openDeskWork(bench, manager);
});
afterEach(async () => bench.close());

interface Previewed {
  readonly messages: readonly {
    readonly channel: string;
    readonly shown: { readonly texts: readonly string[]; readonly layout: string };
    readonly held?: { readonly why: string; readonly until: string };
  }[];
  readonly unreached: boolean;
}

async function previewOf(id: string, command: object, client = manager): Promise<Previewed> {
  const { status, body } = await client.send("POST", `/api/v1/complaints/${id}/preview`, command);
  expect(status).toBe(200);
  return body as unknown as Previewed;
}

async function told(id: string): Promise<readonly string[]> {
  const { conversations } = await work.detail(id, manager);
  const [conversation] = conversations;
  if (conversation === undefined) return [];
  const messages = await bench.world.store.conversations.messages(brand(conversation.id), 0, 100);
  return messages.flatMap((message) => (message.direction === "out" ? [message.body.text] : []));
}

describe("the preview of a command", () => {
  it("is what is sent afterwards, word for word, and by itself changes nothing", async () => {
    const id = await work.file(manager);
    await work.command(id, work.review(), manager);
    await bench.world.settled();
    const before = await work.detail(id, manager);
    const ask = { kind: "ask", text: "Which lot number is on the tin?" };
    const preview = await previewOf(id, ask);
    expect(preview).toMatchObject({ unreached: false, messages: [{ channel: "sms" }] });
    const after = await work.detail(id, manager);
    expect(after.complaint).toEqual(before.complaint);
    expect(after.events).toEqual(before.events);
    await work.command(id, ask, manager);
    await bench.world.settled();
    expect((await told(id)).at(-1)).toBe(preview.messages[0]?.shown.texts.join("\n"));
  });

  it("is refused as the command would be", async () => {
    const id = await work.file(manager);
    const refused = await manager.send("POST", `/api/v1/complaints/${id}/preview`, work.decision());
    expect(refused).toMatchObject({ status: 409, body: { key: "refusal.first_review_missing" } });
  });

  it("says until when a message would be held back at night", async () => {
    const id = await work.file(manager);
    await work.command(id, work.review(), manager);
    // From ten in the morning to eleven at night.
    await bench.world.pass(13 * 3_600_000);
    const late = await bench.as("agent");
    const [message] = (await previewOf(id, { kind: "ask", text: "Which lot?" }, late)).messages;
    expect(message?.held?.why).toBe("quiet");
    expect(Date.parse(message?.held?.until ?? "")).toBeGreaterThan(bench.world.ports.clock.now().getTime());
  });

  it("says that nobody is reached where no channel leads to the customer", async () => {
    const { phone: _, ...customer } = { phone: "", name: "Somebody", language: "en" };
    const id = await work.file(manager, { customer });
    expect(await previewOf(id, work.review())).toEqual({ messages: [], unreached: true });
  });
});

describe("a command on an older version", () => {
  it("is refused, and carried out on the one that was seen", async () => {
    const id = await work.file(manager);
    const { complaint } = await work.detail(id, manager);
    const { version } = complaint as unknown as { readonly version: number };
    const note = { kind: "note", words: "Called the customer" };
    const path = `/api/v1/complaints/${id}/commands`;
    expect((await manager.send("POST", path, note, { "if-match": `"${String(version)}"` })).status).toBe(200);
    const late = await manager.send("POST", path, note, { "if-match": `"${String(version)}"` });
    expect(late).toMatchObject({ status: 409, body: { key: "refusal.changed_meanwhile" } });
  });
});

describe("a note that names colleagues", () => {
  it("alerts each of them alone, and not its author", async () => {
    const agent = await bench.as("agent");
    const id = await work.file(manager);
    const note = { kind: "note", words: "@agent, please look", mentions: [agent.agent.id, manager.agent.id] };
    expect((await work.command(id, note, manager)).status).toBe(200);
    const mentioned = async (client: DeskClient) => {
      const { rows } = (await client.get("/api/v1/alerts")).body as unknown as { rows: readonly { kind: string }[] };
      return rows.filter(({ kind }) => kind === "mentioned").length;
    };
    expect(await mentioned(agent)).toBe(1);
    expect(await mentioned(manager)).toBe(0);
  });

  it("is refused for somebody who does not exist", async () => {
    const id = await work.file(manager);
    const note = { kind: "note", words: "x", mentions: ["01890000-0000-7000-8000-000000000000"] };
    expect((await work.command(id, note, manager)).body).toMatchObject({ key: "staff.agent_unknown" });
  });
});

describe("what belongs to working on a complaint", () => {
  it("lists who could evaluate it, and says who may not and why", async () => {
    const agent = await bench.as("agent");
    await bench.as("auditor");
    const id = await work.file(manager);
    await work.command(id, work.review(), manager);
    await work.command(id, { kind: "assign", evaluator: agent.agent.id }, manager);
    const { body } = await manager.get(`/api/v1/complaints/${id}/evaluators`);
    const rows = body["rows"] as readonly { id: string; load: number; allowed: boolean; reason?: string }[];
    expect(rows.map((row) => row.id).sort()).toEqual([agent.agent.id, manager.agent.id].sort());
    expect(rows.find((row) => row.id === agent.agent.id)).toMatchObject({ load: 1, allowed: false });
    expect(rows.find((row) => row.id === manager.agent.id)).toMatchObject({ load: 0, allowed: true });
  });

  it("tells its history and who of staff saw it", async () => {
    const auditor = await bench.as("auditor");
    const id = await work.file(manager);
    await work.detail(id, auditor);
    const { body } = await manager.get(`/api/v1/complaints/${id}/history`);
    expect(body).toMatchObject({ events: [{ kind: "registered" }] });
    const { seen } = body as unknown as { seen: { rows: readonly { actor: string; action: string }[] } };
    expect(seen.rows[0]).toMatchObject({ actor: auditor.agent.id, action: "complaint.read" });
  });

  it("tells who saw its files and what was said with its customer", async () => {
    const auditor = await bench.as("auditor");
    const id = await work.file(manager);
    const { store } = bench.world;
    const complaint = await store.complaints.byId(brand<ComplaintId>(id));
    const owner = await store.conversations.customer(brand<CustomerId>(complaint?.customerId ?? ""));
    if (owner === undefined) throw new Error("the complaint has no customer");
    const chat = conversation(owner);
    const file = attachment(owner, { complaintId: brand<ComplaintId>(id) });
    const foreign = attachment(owner);
    await store.commit({ conversations: [{ after: chat }], attachments: [file, foreign] });
    await auditor.get(`/api/v1/conversations/${chat.id}/messages`);
    await auditor.get(`/api/v1/attachments/${file.id}/content`);
    await auditor.get(`/api/v1/attachments/${foreign.id}/content`);
    const { body } = await manager.get(`/api/v1/complaints/${id}/history`);
    const { seen } = body as unknown as { seen: { rows: readonly { actor: string; action: string }[] } };
    expect(seen.rows.filter(({ actor }) => actor === auditor.agent.id).map(({ action }) => action)).toEqual([
      "attachment.read",
      "conversation.read",
    ]);
  });

  it("finds complaints of the same number or lot before a second one is filed", async () => {
    const id = await work.file(manager, {
      matter: { category: "product.cured-hard", description: "Hard", lot: "A-2231" },
    });
    const { body } = await manager.get("/api/v1/duplicates?lot=A-2231&product=unheard");
    expect(body["rows"]).toMatchObject([{ id, same: ["lot"] }]);
  });

  it("checks a filing without filing it, and asks the customers' own questions", async () => {
    const filing = work.filing({ customer: { name: "X", phone: "12", language: "en" } });
    expect(await manager.send("POST", "/api/v1/filing/check", filing)).toMatchObject({ status: 400 });
    const right = work.filing({ customer: { name: "X", phone: "0532 123 45 67", language: "tr" } });
    expect(await manager.send("POST", "/api/v1/filing/check", right)).toMatchObject({
      status: 200,
      body: { phone: "+905321234567" },
    });
    const { body } = await manager.get("/api/v1/filing/questions?language=tr");
    expect(body["product"]).toBe(bench.tools.sayIn("tr")("file.product.ask"));
  });

  it("files for the customer of a conversation, whose details stay", async () => {
    const first = await work.file(manager);
    const { conversations } = await work.detail(first, manager);
    const conversationId = conversations[0]?.id;
    const second = await manager.send("POST", "/api/v1/complaints", work.filing({ conversationId }));
    expect(second.status).toBe(201);
    const one = await manager.get(`/api/v1/complaints/${first}`);
    const other = await manager.get(`/api/v1/complaints/${String(second.body["id"])}`);
    expect(other.body["customer"]).toEqual(one.body["customer"]);
  });
});
