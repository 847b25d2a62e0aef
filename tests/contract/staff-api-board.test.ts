import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { brand } from "../../core/ids.ts";
import type { DepartmentKey } from "../../core/ids.ts";
import { openDeskBench } from "../support/desk-bench.ts";
import type { DeskBench, DeskClient } from "../support/desk-bench.ts";
import { openDeskWork } from "../support/desk-work.ts";
import type { DeskWork } from "../support/desk-work.ts";

let bench: DeskBench;
let work: DeskWork;
let manager: DeskClient;
let agent: DeskClient;
let department = "";

beforeAll(async () => {
  bench = await openDeskBench();
  manager = await bench.as("complaints_manager", "=cmd|' /C calc'!A0");
  agent = await bench.as("agent");
  department = bench.world.organisation.departments[0]?.key ?? "";
  work = await openDeskWork(bench, manager);
  const [first] = [await work.file(manager), await work.file(manager)];
  await work.command(first, work.review(), manager);
  await work.command(first, { kind: "assign", evaluator: manager.agent.id }, manager);
  await work.command(first, work.decision(), manager);
  await bench.world.settled();
});
afterAll(async () => bench.close());

const valueOf = (body: Readonly<Record<string, unknown>>, figure: string): unknown =>
  (body["figures"] as { figure: string; value?: number }[]).find((one) => one.figure === figure)?.value;

describe("the board", () => {
  it("tells the figures of this month, in words, with the period before", async () => {
    const { status, body } = await manager.get("/api/v1/board?by=person", { "accept-language": "en" });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      days: { from: "2026-12-01", to: "2026-12-01" },
      before: { from: "2026-11-01", to: "2026-11-01" },
      limits: { first_review: 2, evaluation: 4, conclusion: 1 },
      byDay: [{ day: "2026-12-01", received: 2, concluded: 1, ended: 0 }],
    });
    expect([valueOf(body, "received"), valueOf(body, "concluded"), valueOf(body, "open")]).toEqual([2, 1, 2]);
    const groups = body["groups"] as { key: string | null; name: string; values: Record<string, number> }[];
    expect(groups.map(({ name, values }) => [name, values["received"]])).toEqual([
      [manager.agent.name, 1],
      ["Nobody yet", 1],
    ]);
    expect(body["figures"]).toContainEqual(
      expect.objectContaining({
        figure: "kept_evaluation",
        name: "Within the limit: Evaluation",
        unit: "share",
        value: 1,
      }),
    );
  });

  it("counts by the months of the reader's calendar", async () => {
    const { body } = await manager.get("/api/v1/board?period=last_month", { "accept-language": "fa" });
    expect(body["days"]).toEqual({ from: "2026-10-23", to: "2026-11-21" });
  });

  it("opens each figure: the list is as long as the count", async () => {
    const { body } = await manager.get("/api/v1/board");
    for (const { figure, unit, value = 0 } of body["figures"] as { figure: string; unit: string; value?: number }[]) {
      const list = await manager.get(`/api/v1/board/complaints?figure=${figure}&limit=500`);
      expect([figure, list.status]).toEqual([figure, 200]);
      if (unit === "count") expect([figure, (list.body["rows"] as unknown[]).length]).toEqual([figure, value]);
    }
    const page = await manager.get("/api/v1/board/complaints?figure=received&limit=1");
    const rest = await manager.get(
      `/api/v1/board/complaints?figure=received&limit=1&after=${encodeURIComponent(String(page.body["next"]))}`,
    );
    const idsOf = ({ body: one }: typeof page) =>
      (one["rows"] as { complaint: { id: string } }[]).map(({ complaint }) => complaint.id);
    expect(new Set([...idsOf(page), ...idsOf(rest)]).size).toBe(2);
    expect(rest.body["next"]).toBeUndefined();
  });

  it("gives both as files without formulas, and without a word about customers", async () => {
    const board = await fetchText("/api/v1/board.csv?by=person&lang=en", manager);
    expect(board.type).toBe("text/csv; charset=utf-8");
    expect(board.text.startsWith('\ufeff"Group","Figure","Key","Unit","Value","Period before","From","To"\r\n')).toBe(
      true,
    );
    expect(board.text).toContain(`"'=cmd|' /C calc'!A0","Received","received","number",1,`);
    const list = await fetchText("/api/v1/board/complaints.csv?figure=received&lang=en", manager);
    const lines = list.text.slice(1).trimEnd().split("\r\n");
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain('"Date and time","Tracking number","Status"');
    expect(lines.join("\n")).toMatch(/"2026-12-01T\d\d:\d\d:\d\d\.\d{3}Z"/u);
    for (const secret of ["Ada", "9053212", "resin"]) expect(list.text).not.toContain(secret);
    expect((await fetchText("/api/v1/board/complaints.csv?figure=waits&lang=fa", manager)).text).toContain(
      "دقیقه‌های انتظار",
    );
  });

  it("shows agents their own work and their departments as a whole, and nobody else's", async () => {
    const statusOf = async (query: string) => (await agent.get(`/api/v1/board${query}`)).status;
    const own = await agent.get("/api/v1/board");
    expect(own.status).toBe(200);
    expect(valueOf(own.body, "received")).toBe(0);
    expect(await statusOf(`?person=${manager.agent.id}`)).toBe(403);
    expect(await statusOf(`/complaints?figure=received&person=${manager.agent.id}`)).toBe(403);
    expect(await statusOf(`.csv?person=${manager.agent.id}`)).toBe(403);
    expect(await statusOf(`/complaints.csv?figure=received&person=${manager.agent.id}`)).toBe(403);
    const departments = agent.agent.departments;
    const other = bench.world.organisation.departments.find(({ key }) => !departments.includes(key))?.key ?? "none";
    expect(await statusOf(`?department=${other}`)).toBe(403);
    const mine = { ...agent.agent, departments: [brand<DepartmentKey>(department)] };
    await bench.world.store.staff.save({ ...mine, passwordHash: agent.agent.passwordHash ?? "" });
    const whole = await agent.get(`/api/v1/board?department=${department}`);
    expect([whole.status, valueOf(whole.body, "received")]).toEqual([200, 1]);
    expect(await statusOf(`?department=${department}&by=person`)).toBe(403);
    expect(await statusOf(`?department=${department}&person=${agent.agent.id}`)).toBe(200);
  });

  it("refuses days that are no period", async () => {
    for (const query of [
      "?from=2026-12-02&to=2026-12-01",
      "?from=2026-12-02",
      "?from=2020-01-01&to=2026-12-01",
      "?period=never",
      "?period=this_week&from=2026-12-01&to=2026-12-01",
      "?from=2026-02-30&to=2026-03-01",
    ])
      expect([query, (await manager.get(`/api/v1/board${query}`)).status]).toEqual([query, 400]);
  });

  it("notes in the audit trail who looked at what", async () => {
    const auditor = await bench.as("auditor");
    const { body } = await auditor.get("/api/v1/audit?limit=500");
    const actions = (body["rows"] as { action: string }[]).map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(["board.read", "board.list", "board.export"]));
  });
});

async function fetchText(
  path: string,
  { token }: DeskClient,
): Promise<{ readonly text: string; readonly type: string }> {
  const answer = await fetch(bench.http.url + path, { headers: { authorization: `Bearer ${token}` } });
  expect(answer.status).toBe(200);
  // `text()` would take the byte order mark away.
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await answer.arrayBuffer());
  return { text, type: answer.headers.get("content-type") ?? "" };
}
