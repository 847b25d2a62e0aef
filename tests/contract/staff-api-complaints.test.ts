import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { Message } from "../../core/conversation/message.ts";
import { brand } from "../../core/ids.ts";
import type { ComplaintId } from "../../core/ids.ts";
import { staffCommandKinds } from "../../desk/schemas/staff-command.ts";
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

const { filing, file, detail, command, review, decision } = {
  filing: (more?: object) => work.filing(more),
  file: (client = manager, more?: object) => work.file(client, more),
  detail: (id: string, client = manager) => work.detail(id, client),
  command: (id: string, body: object, client = manager) => work.command(id, body, client),
  review: () => work.review(),
  decision: () => work.decision(),
};

function textsOf(messages: readonly Message[]): string {
  return messages.map((message) => (message.direction === "out" ? message.body.text : "")).join("\n");
}

describe("a complaint at the staff API", () => {
  it("is filed on a customer's behalf with its author, and the passcode reaches the customer alone", async () => {
    const agent = await bench.as("technical_officer");
    const filed = await agent.send("POST", "/api/v1/complaints", filing());
    const id = String(filed.body["id"]);
    expect(filed.headers.get("location")).toBe(`/api/v1/complaints/${id}`);
    expect(filed.body).toMatchObject({
      filedBy: { kind: "agent", agentId: agent.agent.id },
      heardBy: "phone",
      door: "desk",
    });
    const seen = await detail(id);
    const [conversation] = seen.conversations;
    if (conversation === undefined) throw new Error("the customer was not told");
    expect(conversation.channel).toBe("sms");
    const told = await bench.world.store.conversations.messages(brand(conversation.id), 0, 10);
    const passcode = /\d{4}[\s\u2066-\u2069]*\d{4}[\s\u2066-\u2069]*\d{4}/u.exec(textsOf(told))?.[0] ?? "";
    expect(passcode).not.toBe("");
    for (const answer of [filed.body, seen]) {
      expect(JSON.stringify(answer)).not.toContain(passcode);
      expect(JSON.stringify(answer)).not.toContain("passcodeHash");
    }
    expect(conversation.messages[0]?.text).toContain(seen.complaint.number.slice(0, 4));
  });

  it("goes through review, question, decision and telling, with each step in its history", async () => {
    const id = await file();
    expect((await command(id, review())).body).toMatchObject({ complaint: { status: "under_evaluation" } });
    expect((await command(id, { kind: "assign", evaluator: manager.agent.id })).status).toBe(200);
    expect((await command(id, { kind: "ask", text: "Which lot number is on the tin?" })).status).toBe(200);
    await bench.world.settled();
    const { complaint } = await detail(id);
    expect((await command(id, { kind: "withdraw_question", questionId: complaint.questions[0]?.id })).status).toBe(200);
    expect((await command(id, decision())).body).toMatchObject({ complaint: { status: "concluded" } });
    const after = await detail(id);
    expect(after.events.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining([
        "registered",
        "first_reviewed",
        "assigned",
        "question_asked",
        "question_withdrawn",
        "decided",
        "told",
      ]),
    );
    expect(after.complaint.rounds[0]).toMatchObject({ decision: { kind: "justified" }, consent: { state: "asked" } });
  });

  it("refuses with the process's own reason, in the agent's language, and changes nothing", async () => {
    const id = await file();
    const refused = await command(id, decision());
    expect(refused.status).toBe(409);
    expect(refused.headers.get("content-type")).toContain("application/problem+json");
    expect(refused.body).toMatchObject({ key: "refusal.first_review_missing", status: 409 });
    expect(String(refused.body["detail"]).length).toBeGreaterThan(20);
    expect((await detail(id)).complaint.status).toBe("received");
    await bench.world.store.staff.save({ ...manager.agent, language: "tr" });
    expect((await command(id, decision())).headers.get("content-language")).toBe("tr");
    const persian = await manager.send("POST", `/api/v1/complaints/${id}/commands?lang=fa`, decision());
    expect(persian.headers.get("content-language")).toBe("fa");
    expect(persian.body["detail"]).toMatch(/\p{Script=Arabic}/u);
  });

  it("names every command of staff, with the reason for each that is refused now", async () => {
    const id = await file();
    const { commands } = await detail(id);
    expect(commands.map(({ kind }) => kind).sort()).toEqual([...staffCommandKinds, "renew_passcode"].sort());
    const byKind = new Map(commands.map((each) => [each.kind, each]));
    expect(byKind.get("first_review")).toEqual({ kind: "first_review", allowed: true });
    expect(byKind.get("decide")).toMatchObject({ allowed: false, reason: { key: "refusal.first_review_missing" } });
    const auditor = await bench.as("auditor");
    expect((await detail(id, auditor)).commands.some(({ allowed }) => allowed)).toBe(false);
  });

  it("explains its clock so that a person can reckon it again", async () => {
    const { complaint } = await detail(await file());
    expect(complaint.clocks[0]?.explanation).toMatch(/2 working days|December|Dec/u);
  });

  it("keeps internal notes and evidence, and moves a sample along", async () => {
    const id = await file();
    expect((await command(id, { kind: "note", words: "Call the lab" })).status).toBe(200);
    expect((await command(id, { kind: "add_evidence", words: "A letter came" })).status).toBe(200);
    expect((await command(id, { kind: "escalate", reason: "A burn" })).status).toBe(200);
    await command(id, review());
    const sampled = await command(id, { kind: "ask_for_sample", what: "The tin" });
    expect(sampled.status).toBe(200);
    const { samples } = sampled.body["complaint"] as { samples: readonly { id: string }[] };
    const moved = await command(id, { kind: "move_sample", sampleId: samples[0]?.id, to: "shipped" });
    expect(moved.status).toBe(200);
  });

  it("is merged into the first by its tracking number, and withdrawn", async () => {
    const first = await detail(await file());
    const second = await file();
    expect((await command(second, { kind: "merge", intoNumber: "1234567890" })).body).toMatchObject({
      key: "refusal.merge_target_unknown",
    });
    expect((await command(second, { kind: "merge", intoNumber: first.complaint.number })).status).toBe(200);
    expect((await detail(second)).complaint).toMatchObject({
      status: "closed",
      closing: "merged",
      mergedInto: first.complaint.id,
    });
    expect((await command(first.complaint.id, { kind: "withdraw", reason: "Settled by phone" })).status).toBe(200);
  });

  it("refuses what does not exist: category, department, evaluator, file, complaint", async () => {
    const id = await file();
    const nobody = "00000000-0000-7000-8000-000000000000";
    expect((await command(id, { ...review(), category: "no.such" })).body).toMatchObject({
      key: "staff.category_unknown",
    });
    expect((await command(id, { ...review(), department: "nowhere" })).body).toMatchObject({
      key: "staff.department_unknown",
    });
    await command(id, review());
    expect((await command(id, { kind: "assign", evaluator: nobody })).body).toMatchObject({
      key: "staff.agent_unknown",
    });
    const auditor = await bench.as("auditor");
    expect((await command(id, { kind: "assign", evaluator: auditor.agent.id })).body).toMatchObject({
      key: "staff.agent_unknown",
    });
    expect((await command(id, { kind: "note", words: "x", attachments: [nobody] })).body).toMatchObject({
      key: "staff.attachment_unknown",
    });
    for (const answer of [
      await manager.get(`/api/v1/complaints/${nobody}`),
      await command(nobody, { kind: "note", words: "x" }),
      await manager.send("POST", `/api/v1/complaints/${nobody}/passcode`),
    ]) {
      expect(answer.body).toMatchObject({ status: 404, key: "staff.complaint_unknown" });
    }
  });

  it("is found by its number in any script's digits", async () => {
    const { complaint } = await detail(await file());
    const persian = Array.from(complaint.number, (digit) => String.fromCodePoint(0x06f0 + Number(digit))).join("");
    expect((await manager.get(`/api/v1/tracking-numbers/${encodeURIComponent(persian)}`)).body).toEqual({
      id: complaint.id,
      number: complaint.number,
    });
    expect((await manager.get("/api/v1/tracking-numbers/1234567890")).status).toBe(404);
  });

  it("gets a new passcode that staff do not see", async () => {
    const id = await file();
    const before = await bench.world.store.complaints.byId(brand<ComplaintId>(id));
    const renewed = await manager.send("POST", `/api/v1/complaints/${id}/passcode`);
    expect(renewed.status).toBe(204);
    const after = await bench.world.store.complaints.byId(brand<ComplaintId>(id));
    expect(after?.passcodeHash).not.toBe(before?.passcodeHash);
  });
});
