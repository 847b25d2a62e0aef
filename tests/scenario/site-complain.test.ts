import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
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

  test("a form with a photo is read back, filed once, and told with number and passcode", async () => {
    const visitor = new SiteVisitor(stage.url, "en");
    await visitor.goes("/complain");
    expect(visitor.status).toBe(200);
    expect(visitor.text()).toContain("By Thursday 3 December");
    expect(visitor.text()).toContain("By Thursday 10 December at the latest");
    await visitor.sends("/complain", { ...answers, go: "check" }, [photo]);
    expect(visitor.status).toBe(200);
    const readBack = visitor.text();
    for (const words of [
      "Arrived hardened",
      "Both tins had hardened.",
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
    const number = normaliseTrackingNumber(/data-copy="(\d{10})"/u.exec(visitor.html)?.[1] ?? "");
    const passcode = /data-copy="(\d{12})"/u.exec(visitor.html)?.[1];
    expect(passcode).toBeDefined();
    const complaint = number === undefined ? undefined : await stage.world.store.complaints.byNumber(number);
    expect(complaint).toMatchObject({
      door: "site",
      status: "received",
      language: "en",
      filedBy: { kind: "customer" },
    });
    expect(complaint?.matter).toMatchObject({ product: "Epoxy 2K", expectation: "Money back" });
  });
});
