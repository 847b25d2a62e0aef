import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import sharp from "sharp";
import { brand } from "../../core/ids.ts";
import type { AttachmentId } from "../../core/ids.ts";
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

async function upload(
  bytes: Uint8Array,
  name: string,
  type: string,
): Promise<{ readonly status: number; readonly id: string }> {
  const form = new FormData();
  form.append("file", new Blob([new Uint8Array(bytes)], { type }), name);
  const { status, body } = await manager.send("POST", "/api/v1/attachments", form);
  return { status, id: String(body["id"]) };
}

async function stored(id: string): Promise<void> {
  for (let tries = 0; tries < 1_000; tries += 1) {
    const { body } = await manager.get(`/api/v1/attachments/${id}`);
    if (body["state"] === "stored") return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error("the file was not stored");
}

const fetchFile = (path: string, client: DeskClient = manager, init: RequestInit = {}) =>
  fetch(`${bench.http.url}/api/v1/attachments/${path}`, {
    ...init,
    headers: { authorization: `Bearer ${client.token}`, "content-type": "application/json" },
  });

describe("files at the staff API", () => {
  it("are uploaded, cleaned, shown small, and downloaded as nothing but a download", async () => {
    const photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: "red" } })
      .withExif({ IFD0: { Copyright: "home address" } })
      .jpeg()
      .toBuffer();
    const { status, id } = await upload(photo, "عکس 'x'.jpg", "image/jpeg");
    expect(status).toBe(201);
    await stored(id);
    const clean = await fetchFile(`${id}/content`);
    expect(clean.headers.get("content-disposition")).toBe(
      `attachment; filename="file"; filename*=UTF-8''${encodeURIComponent("عکس ")}%27x%27.jpg`,
    );
    expect(clean.headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
    expect(clean.headers.get("x-content-type-options")).toBe("nosniff");
    expect(Buffer.from(await clean.arrayBuffer()).includes("home address")).toBe(false);
    const small = await fetchFile(`${id}/thumbnail`);
    expect([small.headers.get("content-type"), small.headers.get("content-disposition")]).toEqual([
      "image/webp",
      "inline",
    ]);
    const original = await fetchFile(`${id}/original`, manager, {
      method: "POST",
      body: JSON.stringify({ reason: "To see when it was taken" }),
    });
    expect(original.headers.get("content-type")).toBe("application/octet-stream");
    expect(Buffer.from(await original.arrayBuffer()).equals(photo)).toBe(true);
    const agent = await bench.as("agent");
    expect(
      (await fetchFile(`${id}/original`, agent, { method: "POST", body: JSON.stringify({ reason: "Curious" }) }))
        .status,
    ).toBe(403);
    expect((await fetchFile(`${id}/original`, manager, { method: "POST", body: "{}" })).status).toBe(400);
    const kept = JSON.stringify((await manager.get(`/api/v1/attachments/${id}`)).body);
    expect(kept).not.toMatch(/originalKey|cleanKey|staged\//u);
  });

  it("can be named in a command once they belong to nobody else", async () => {
    const { id } = await upload(Buffer.from("Laboratory report"), "report.txt", "text/plain");
    const one = await work.file(manager);
    const other = await work.file(manager);
    const note = (complaint: string) =>
      work.command(complaint, { kind: "note", words: "See the report", attachments: [id] }, manager);
    expect((await note(one)).status).toBe(200);
    expect((await note(other)).body).toMatchObject({ key: "staff.attachment_unknown" });
    expect((await bench.world.store.attachments.byId(brand<AttachmentId>(id)))?.complaintId).toBe(one);
  });

  it("are refused as forms that are none, are empty, broken, or too large", async () => {
    const send = (body: string, type: string) =>
      fetch(`${bench.http.url}/api/v1/attachments`, {
        method: "POST",
        body,
        headers: { authorization: `Bearer ${manager.token}`, "content-type": type },
      });
    expect((await send("{}", "application/json")).status).toBe(400);
    expect((await send("x", "multipart/form-data")).status).toBe(400);
    expect((await send("--b\r\n\r\n", "multipart/form-data; boundary=b")).status).toBe(400);
    expect((await manager.send("POST", "/api/v1/attachments", new FormData())).body).toMatchObject({
      key: "staff.file_missing",
    });
    expect((await upload(Buffer.alloc(20 * 1024 * 1024 + 1), "big.bin", "application/octet-stream")).status).toBe(413);
    expect((await upload(Buffer.alloc(24 * 1024 * 1024), "bigger.bin", "application/octet-stream")).status).toBe(413);
    expect((await manager.get("/api/v1/me")).status).toBe(200);
  });
});

describe("alerts, calendar and audit trail at the staff API", () => {
  it("show and settle what staff must see", async () => {
    const id = await work.file(manager);
    await work.command(id, { kind: "escalate", reason: "A burn" }, manager);
    const { body } = await manager.get("/api/v1/alerts");
    const [alert] = body["rows"] as { id: string; kind: string; complaintId: string }[];
    expect(alert).toMatchObject({ kind: "escalated", complaintId: id });
    expect((await manager.send("POST", `/api/v1/alerts/${alert?.id ?? ""}/settle`)).status).toBe(204);
    expect((await manager.get("/api/v1/alerts")).body["rows"]).toEqual([]);
  });

  it("let nobody settle what is for a colleague alone", async () => {
    const id = await work.file(manager);
    const colleague = await bench.as("agent");
    await work.command(id, { kind: "note", words: "Look", mentions: [colleague.agent.id] }, manager);
    await bench.world.settled();
    const [alert] = (await colleague.get("/api/v1/alerts")).body["rows"] as { id: string; kind: string }[];
    expect(alert).toMatchObject({ kind: "mentioned" });
    await manager.send("POST", `/api/v1/alerts/${alert?.id ?? ""}/settle`);
    expect((await colleague.get("/api/v1/alerts")).body["rows"]).toHaveLength(1);
    await colleague.send("POST", `/api/v1/alerts/${alert?.id ?? ""}/settle`);
    expect((await colleague.get("/api/v1/alerts")).body["rows"]).toEqual([]);
  });

  it("make the next version of the calendar, once, and move the clocks that it concerns", async () => {
    const id = await work.file(manager);
    const before = await work.detail(id, manager);
    const { body: calendar } = await manager.get("/api/v1/calendar");
    const day = { date: "2026-12-02", kind: "closure", name: "Stock-taking" };
    const change = (version: unknown) =>
      manager.send("POST", "/api/v1/calendar/changes", { kind: "set_special_day", version, day });
    expect((await change(calendar["version"])).body).toMatchObject({ version: Number(calendar["version"]) + 1 });
    expect((await change(calendar["version"])).body).toMatchObject({
      status: 409,
      key: "staff.calendar_changed_meanwhile",
    });
    const due = before.complaint.clocks[0]?.dueAt ?? "";
    let after = before;
    for (let tries = 0; tries < 200 && after.complaint.clocks[0]?.dueAt === due; tries += 1)
      after = await work.detail(id, manager);
    expect(after.complaint.clocks[0]?.dueAt).not.toBe(due);
    const now = await manager.get("/api/v1/calendar");
    const edit = (body: object) =>
      manager.send("POST", "/api/v1/calendar/changes", { version: now.body["version"], ...body });
    expect((await edit({ kind: "set_week", week: {} })).status).toBe(409);
    expect((await edit({ kind: "set_time_zone", timeZone: "Nowhere/None" })).status).toBe(409);
    expect((await edit({ kind: "set_special_day", day: { ...day, date: "2026-02-30" } })).status).toBe(400);
    expect((await edit({ kind: "remove_special_day", date: "2026-12-02" })).status).toBe(201);
  });

  it("note every read and every act, with ids and never with words, in a chain that can be checked", async () => {
    const id = await work.file(manager);
    await work.detail(id, manager);
    await work.command(id, { kind: "note", words: "canary-words" }, manager);
    await work.command(id, work.decision(), manager);
    await manager.send("POST", `/api/v1/complaints/${id}/preview`, { kind: "ask", text: "canary-words" });
    const { id: file } = await upload(Buffer.from("A file"), "a.txt", "text/plain");
    await manager.get(`/api/v1/attachments/${file}`);
    await manager.get("/api/v1/complaints");
    const auditor = await bench.as("auditor");
    const { body } = await auditor.get("/api/v1/audit?limit=500");
    const rows = body["rows"] as { action: string; actor: string; subject: string }[];
    const mine = rows
      .filter(({ actor }) => actor === manager.agent.id)
      .map(({ action, subject }) => `${action} ${subject}`);
    expect(mine).toEqual([
      "sign_in staff",
      `complaint.file complaint ${id}`,
      `complaint.read complaint ${id}`,
      `complaint.command complaint ${id}`,
      `complaint.command.refused complaint ${id}`,
      `complaint.preview complaint ${id}`,
      `attachment.upload attachment ${file}`,
      `attachment.look attachment ${file}`,
      "complaint.list complaints",
    ]);
    expect(JSON.stringify(rows)).not.toContain("canary-words");
    expect((await auditor.get("/api/v1/audit/verification")).body).toEqual({ holds: true });
    const first = await auditor.get("/api/v1/audit?limit=2");
    const second = await auditor.get(`/api/v1/audit?limit=2&after=${String(first.body["next"])}`);
    expect((second.body["rows"] as { seq: number }[])[0]?.seq).toBe(3);
  });
});
