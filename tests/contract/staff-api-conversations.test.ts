import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { openDeskBench } from "../support/desk-bench.ts";
import type { DeskAnswer, DeskBench, DeskClient } from "../support/desk-bench.ts";
import { openDeskWork } from "../support/desk-work.ts";
import type { DeskWork } from "../support/desk-work.ts";

interface Row {
  readonly id: string;
  readonly seq: number;
  readonly text: string;
  readonly direction: string;
  readonly author: { readonly kind: string; readonly agentId?: string; readonly name?: string };
  readonly delivery?: { readonly state: string };
}

let bench: DeskBench;
let work: DeskWork;
let agent: DeskClient;
let colleague: DeskClient;

beforeEach(async () => {
  bench = await openDeskBench();
  agent = await bench.as("agent", "Mina");
  colleague = await bench.as("agent", "Omid");
  work = await openDeskWork(bench, agent);
});
afterEach(async () => bench.close());

/** A conversation by SMS, begun by what the process told its customer. */
async function conversation(): Promise<string> {
  const { conversations } = await work.detail(await work.file(agent), agent);
  return conversations[0]?.id ?? "";
}

const at = (id: string, rest = ""): string => `/api/v1/conversations/${id}${rest}`;
const rowsOf = ({ body }: DeskAnswer): readonly Row[] => body["rows"] as readonly Row[];

async function lastSeq(id: string): Promise<number> {
  return rowsOf(await agent.get(at(id, "/messages?before=999999999&limit=1"))).at(-1)?.seq ?? 0;
}

async function writes(client: DeskClient, id: string, more: object = {}): Promise<DeskAnswer> {
  return client.send("POST", at(id, "/messages"), { text: "We are on it.", afterSeq: await lastSeq(id), ...more });
}

describe("one conversation at the staff API", () => {
  it("shows its customer, their complaints, who answers, and what can be said", async () => {
    const id = await conversation();
    const { status, body } = await agent.get(at(id));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      conversation: { id, channel: "sms", owner: { kind: "bot" } },
      customer: { name: "Ada", language: "en" },
      others: [],
      complaints: [{ status: "received", excerpt: "The resin arrived hardened" }],
      ownerships: [],
      composer: { words: "now", invites: false, language: "en", room: { maxButtons: 0 } },
    });
    expect(JSON.stringify(body)).not.toContain("externalId");
    expect((await agent.get(at("01890000-0000-7000-8000-000000000000"))).body).toMatchObject({
      key: "refusal.conversation_unknown",
    });
  });

  it("is written in by whoever has it, under their own name, and once however often it is sent", async () => {
    const id = await conversation();
    expect((await writes(agent, id)).status).toBe(409);
    expect((await agent.send("POST", at(id, "/claim"))).status).toBe(200);
    expect((await writes(colleague, id)).status).toBe(409);
    const written = await writes(agent, id, { clientId: "one" });
    expect(written.status).toBe(201);
    expect(written.body).toMatchObject({ text: "We are on it.", author: { kind: "agent", name: "Mina" } });
    expect((await writes(agent, id, { clientId: "one" })).body).toMatchObject({ id: written.body["id"] });
    await bench.world.settled();
    const rows = rowsOf(await agent.get(at(id, "/messages?after=0")));
    expect(rows.filter(({ text }) => text === "We are on it.")).toHaveLength(1);
    expect(rows.at(-1)).toMatchObject({
      author: { kind: "agent", agentId: agent.agent.id },
      delivery: { state: "sent" },
    });
  });

  it("is read page by page, upward and downward", async () => {
    const id = await conversation();
    await agent.send("POST", at(id, "/claim"));
    for (const text of ["One", "Two", "Three"]) await writes(agent, id, { text });
    const newest = rowsOf(await agent.get(at(id, "/messages?before=999999999&limit=2")));
    expect(newest.map(({ text }) => text)).toEqual(["Two", "Three"]);
    const older = rowsOf(await agent.get(at(id, `/messages?before=${String(newest[0]?.seq)}&limit=1`)));
    expect(older.map(({ text }) => text)).toEqual(["One"]);
    const newer = rowsOf(await agent.get(at(id, `/messages?after=${String(newest[0]?.seq)}`)));
    expect(newer.map(({ text }) => text)).toEqual(["Three"]);
  });

  it("takes no answers that are bare numbers or the same twice, nor words without words", async () => {
    const id = await conversation();
    await agent.send("POST", at(id, "/claim"));
    expect((await writes(agent, id, { choices: ["1", "2"] })).status).toBe(400);
    expect((await writes(agent, id, { choices: ["Yes", "Yes"] })).status).toBe(400);
    expect((await writes(agent, id, { text: " " })).status).toBe(400);
    expect((await writes(agent, id, { afterSeq: 2 ** 31 })).status).toBe(400);
    expect((await writes(agent, id, { choices: ["Yes", "No"] })).status).toBe(201);
  });

  it("refuses a file that its channel cannot carry, rather than pass over it", async () => {
    const id = await conversation();
    await agent.send("POST", at(id, "/claim"));
    const form = new FormData();
    form.append("file", new Blob(["Laboratory report"], { type: "text/plain" }), "report.txt");
    const { body } = await agent.send("POST", "/api/v1/attachments", form);
    const attachment = String(body["id"]);
    let refused = await writes(agent, id, { attachments: [attachment] });
    for (let tries = 0; tries < 500 && refused.body["key"] === "staff.attachment_not_stored"; tries += 1)
      refused = await writes(agent, id, { attachments: [attachment] });
    expect(refused).toMatchObject({ status: 409, body: { key: "staff.file_not_sendable" } });
  });

  it("notes in the audit trail who read and who wrote, never what", async () => {
    const id = await conversation();
    await agent.get(at(id));
    await agent.send("POST", at(id, "/claim"));
    await writes(agent, id, { text: "A canary of words" });
    const { rows } = await bench.world.store.audit.list({ limit: 100, subjects: [`conversation ${id}`] });
    const actions = new Set(rows.map(({ action }) => action));
    expect(actions).toEqual(new Set(["conversation.read", "conversation.claim", "conversation.write"]));
    expect(JSON.stringify(rows)).not.toContain("canary");
  });
});

describe("lists of conversations at the staff API", () => {
  it("hold one's own, and those that others have", async () => {
    const id = await conversation();
    const ids = async (view: string): Promise<readonly string[]> =>
      rowsOf(await agent.get(`/api/v1/conversations?view=${view}`)).map((row) => row.id);
    expect(await ids("mine")).toEqual([]);
    await agent.send("POST", at(id, "/claim"));
    expect(await ids("mine")).toEqual([id]);
    expect(await ids("taken")).toEqual([id]);
    expect(await ids("waiting")).toEqual([]);
    const load = await agent.get("/api/v1/conversations/load");
    expect(load.body["rows"]).toContainEqual({ agentId: agent.agent.id, count: 1 });
    const auditor = await bench.as("auditor");
    expect((await auditor.get("/api/v1/conversations?view=all")).status).toBe(200);
    expect((await auditor.send("POST", at(id, "/messages"), { text: "No", afterSeq: 0 })).status).toBe(403);
  });
});
