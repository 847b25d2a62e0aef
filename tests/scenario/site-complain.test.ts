import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Complaint } from "../../core/complaint/complaint.ts";
import { normaliseTrackingNumber } from "../../core/complaint/tracking-number.ts";
import { openSiteStage } from "../support/site-stage.ts";
import type { SiteStage } from "../support/site-stage.ts";
import { SiteVisitor } from "../support/site-visitor.ts";

const answers = {
  "q.category.choice": "product.cured-hard",
  "q.description": "Both tins had hardened.\nThe seal was intact.",
  "q.product": "Epoxy 2K",
  "q.expectation.choice": "refund",
  "q.phone": "0532 123 45 67",
  name: "R. Customer",
};

describe("entering a complaint on the site, without script", () => {
  let stage: SiteStage;
  let photo: File;

  beforeAll(async () => {
    stage = await openSiteStage();
    photo = new File([await readFile("tests/fixtures/pictures/gps.jpg")], "tin.jpg", { type: "image/jpeg" });
  });
  afterAll(async () => {
    expect(stage.world.faults).toEqual([]);
    await stage.close();
  });

  const codes = ({ html }: SiteVisitor) => ({
    number: /data-copy="(\d{10})"/u.exec(html)?.[1] ?? "",
    passcode: /data-copy="(\d{12})"/u.exec(html)?.[1],
  });
  const complaintOf = async (visitor: SiteVisitor): Promise<Complaint> => {
    const number = normaliseTrackingNumber(codes(visitor).number);
    const complaint = number === undefined ? undefined : await stage.world.store.complaints.byNumber(number);
    if (complaint === undefined) throw new Error(`nothing was filed:\n${visitor.text()}`);
    return complaint;
  };

  test("a form with a photo is read back, filed once, and told with number and passcode", async () => {
    const visitor = new SiteVisitor(stage.url, "en");
    await visitor.goes("/complain");
    expect(visitor.status).toBe(200);
    expect(visitor.text()).toContain("By Thursday 3 December");
    expect(visitor.text()).toContain("By Thursday 10 December at the latest");
    expect(visitor.text()).toContain("Consumer Arbitration Committee");
    await visitor.sends("/complain", { ...answers, go: "check" }, [photo]);
    expect(visitor.status).toBe(200);
    const readBack = visitor.text();
    for (const words of [
      "Arrived hardened",
      "The seal was intact.",
      "Epoxy 2K",
      "Money back",
      "+90",
      "1 file",
      "tin.jpg",
    ])
      expect(readBack).toContain(words);
    await visitor.sends("/complain", { go: "file" });
    expect(visitor.status).toBe(200);
    expect(visitor.headers.get("cache-control")).toBe("no-store");
    const complaint = await complaintOf(visitor);
    expect(complaint).toMatchObject({
      door: "site",
      status: "received",
      language: "en",
      filedBy: { kind: "customer" },
    });
    expect(complaint.matter).toMatchObject({
      description: "Both tins had hardened.\nThe seal was intact.",
      product: "Epoxy 2K",
      expectation: "Money back",
    });
    const customer = await stage.world.store.conversations.customer(complaint.customerId);
    expect(customer).toMatchObject({ name: "R. Customer", phone: "+905321234567", phoneProven: false, country: "TR" });
    const [file] = await stage.world.store.attachments.ofComplaint(complaint.id);
    expect(file).toMatchObject({ name: "tin.jpg", state: "stored", origin: "customer" });
    const [sms] = await stage.world.store.conversations.ofCustomer(complaint.customerId);
    const [told] = sms === undefined ? [] : await stage.world.store.conversations.messages(sms.id, 0, 10);
    expect(told).toMatchObject({ direction: "out", address: { channel: "sms", externalId: "+905321234567" } });
  });

  test("errors bring everything back, the files too, with a summary that leads to the fields", async () => {
    const visitor = new SiteVisitor(stage.url, "tr");
    await visitor.goes("/complain");
    await visitor.sends("/complain", { "q.product": "Reçine <b>", "q.phone": "12", go: "check" }, [photo]);
    expect(visitor.status).toBe(422);
    expect(visitor.html).toContain('href="#q-category"');
    expect(visitor.html).toContain('href="#q-description"');
    expect(visitor.html).toContain('href="#q-phone"');
    expect(visitor.text()).toContain("ya da boş bırakın");
    expect(visitor.text()).toContain("Reçine");
    expect(visitor.html).not.toContain("<b>");
    const { fields } = visitor.form("/complain");
    expect(fields.get("q.product")).toEqual(["Reçine <b>"]);
    expect(fields.get("file")).toHaveLength(1);
    await visitor.sends("/complain", { ...answers, go: "check" });
    expect(visitor.text()).toContain("tin.jpg");
    await visitor.sends("/complain", { go: "change" });
    expect(visitor.form("/complain").fields.get("q.category.choice")).toEqual(["product.cured-hard"]);
    await visitor.sends("/complain", { go: "check" });
    await visitor.sends("/complain", { go: "file" });
    expect(await stage.world.store.attachments.ofComplaint((await complaintOf(visitor)).id)).toHaveLength(1);
  });

  test("a form that is sent twice, at once and again, is one complaint with one passcode", async () => {
    const visitor = new SiteVisitor(stage.url, "fa");
    await visitor.goes("/complain");
    await visitor.sends("/complain", { ...answers, "q.phone": "", go: "check" });
    const twin = new SiteVisitor(stage.url, "fa");
    twin.html = visitor.html;
    const late = new SiteVisitor(stage.url, "fa");
    late.html = visitor.html;
    await Promise.all([visitor.sends("/complain", { go: "file" }), twin.sends("/complain", { go: "file" })]);
    expect(codes(twin)).toEqual(codes(visitor));
    await late.sends("/complain", { go: "file" });
    expect(codes(late)).toEqual(codes(visitor));
    expect(late.text()).toContain("چیزی دوباره ثبت نشد");
  });

  test("a passcode that no longer opens the complaint is not shown again", async () => {
    const visitor = new SiteVisitor(stage.url, "fa");
    await visitor.goes("/complain");
    await visitor.sends("/complain", { ...answers, go: "check" });
    const again = new SiteVisitor(stage.url, "fa");
    again.html = visitor.html;
    await visitor.sends("/complain", { go: "file" });
    const complaint = await complaintOf(visitor);
    await stage.world.redress.casework.renewPasscode(complaint.id, { kind: "system", rule: "test" }, "system");
    await again.sends("/complain", { go: "file" });
    expect(codes(again)).toEqual({ number: complaint.number, passcode: undefined });
  });

  test("a form that was open for days is brought back whole, and files under a new ticket", async () => {
    const visitor = new SiteVisitor(stage.url, "en");
    await visitor.goes("/complain");
    await visitor.sends("/complain", { ...answers, go: "check" });
    stage.world.ports.advance(25 * 60 * 60_000);
    await visitor.sends("/complain", { go: "file" });
    expect(visitor.status).toBe(409);
    expect(visitor.form("/complain").fields.get("q.description")).toEqual([answers["q.description"]]);
    await visitor.sends("/complain", { go: "file" });
    expect(visitor.status).toBe(200);
    await complaintOf(visitor);
  });

  test("files that will not do are named, the others are kept, and no more than a complaint can carry", async () => {
    const visitor = new SiteVisitor(stage.url, "en");
    await visitor.goes("/complain");
    const broken = new File(["MZ this is no picture"], "virus.exe", { type: "image/jpeg" });
    await visitor.sends("/complain", { go: "upload" }, [photo, broken]);
    expect(visitor.status).toBe(422);
    expect(visitor.text()).toContain("virus.exe could not be");
    expect(visitor.form("/complain").fields.get("file")).toHaveLength(1);
    const { maxFiles } = stage.world.organisation.policy;
    await visitor.sends(
      "/complain",
      { go: "upload" },
      Array.from({ length: maxFiles }, () => photo),
    );
    expect(visitor.text()).toContain(`A complaint can carry ${maxFiles} files`);
    expect(visitor.form("/complain").fields.get("file")).toHaveLength(maxFiles);
    const [ticket = ""] = visitor.form("/complain").fields.get("file") ?? [];
    await visitor.sends("/complain", { drop: ticket, go: "upload" });
    expect(visitor.form("/complain").fields.get("file")).toHaveLength(maxFiles - 1);
  });

  test("what fills in every field, forges a ticket or comes from elsewhere files nothing", async () => {
    const before = (await stage.world.store.complaints.queue({}, { limit: 100 })).rows.length;
    const robot = new SiteVisitor(stage.url, "en");
    await robot.goes("/complain");
    await robot.sends("/complain", { ...answers, website: "https://example.org", go: "check" });
    expect(robot.status).toBe(422);
    expect(robot.text()).toContain("leave this field empty");
    await robot.goes("/complain");
    await robot.sends("/complain", { ...answers, form: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", go: "file" });
    expect(robot.status).toBe(409);
    await robot.goes("/complain");
    await robot.sends("/complain", { ...answers, go: "file" }, [photo], { origin: "https://evil.example" });
    expect(robot.status).toBe(403);
    // Nor does another's page fill our store, or use up what may be uploaded from an address.
    expect(robot.form("/complain").fields.get("file")).toBeUndefined();
    await robot.goes("/complain");
    await robot.sends("/complain", { ...answers, "q.category.choice": "product", go: "file" });
    expect(robot.status).toBe(422);
    const answer = await fetch(`${stage.url}/complain`, { method: "POST", body: "go=file" });
    expect(answer.status).toBe(422);
    expect((await stage.world.store.complaints.queue({}, { limit: 100 })).rows).toHaveLength(before);
  });

  test("too many complaints from one address wait, with everything kept", async () => {
    const visitor = new SiteVisitor(stage.url, "en");
    const statuses: number[] = [];
    for (let count = 0; count < 40 && visitor.status !== 429; count += 1) {
      await visitor.goes("/complain");
      await visitor.sends("/complain", { ...answers, "q.phone": "", go: "file" });
      statuses.push(visitor.status);
    }
    expect(visitor.status).toBe(429);
    expect(statuses.length).toBeGreaterThan(20);
    expect(visitor.form("/complain").fields.get("q.product")).toEqual(["Epoxy 2K"]);
  });

  test("nothing of it stands in the log", () => {
    for (const secret of ["hardened", "Epoxy", "5321234567", "R. Customer", "tin.jpg"])
      expect(stage.written()).not.toContain(secret);
  });
});
