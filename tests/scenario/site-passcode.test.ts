import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { openFollowed } from "../support/followed-complaint.ts";
import type { FollowedComplaint } from "../support/followed-complaint.ts";
import { SiteVisitor } from "../support/site-visitor.ts";

let followed: FollowedComplaint;

beforeEach(async () => {
  followed = await openFollowed();
});

afterEach(async () => {
  const { stage, passcode, filed } = followed;
  expect(stage.world.faults).toEqual([]);
  for (const secret of [passcode, filed.number, "hardened"]) expect(stage.written()).not.toContain(secret);
  await stage.close();
});

describe("a lost passcode", () => {
  test("goes to the chat that filed, never to the page, and closes what was open", async () => {
    const open = await followed.opened();
    const visitor = new SiteVisitor(followed.stage.url, "en");
    await visitor.goes(`/follow/lost?n=${followed.filed.number}`);
    await visitor.sends("/follow/lost");
    const known = visitor.text();
    expect(known).toContain("If this complaint exists");
    expect(visitor.html).not.toMatch(/\d{4} \d{4} \d{4}/u);
    await followed.chat.sees("notice.passcode_renewed");
    await open.goes("/follow");
    expect(open.has("/follow/do/add")).toBe(false);
    await visitor.goes("/follow/lost?n=1234567897");
    await visitor.sends("/follow/lost", { number: "1234567897" });
    expect(visitor.text()).toBe(known);
    await visitor.sends("/follow/lost", { number: "12" });
    expect(visitor.status).toBe(422);
  });

  test("is not shown to whoever has the page open either", async () => {
    const visitor = await followed.opened();
    await visitor.sends("/follow/passcode");
    expect(visitor.text()).toContain("If this complaint exists");
    await followed.chat.sees("notice.passcode_renewed");
  });
});

describe("what nothing else carried to the customer", () => {
  test("is told by being read here: the decision's clock ends and the question's pause begins", async () => {
    const visitor = new SiteVisitor(followed.stage.url, "en");
    await visitor.goes("/complain");
    await visitor.sends("/complain", {
      "q.category.choice": "product.cured-hard",
      "q.description": "Hard.",
      go: "file",
    });
    const own = {
      number: /data-copy="(\d{10})"/u.exec(visitor.html)?.[1] ?? "",
      passcode: /data-copy="(\d{12})"/u.exec(visitor.html)?.[1] ?? "",
    };
    const { rows } = await followed.stage.world.store.complaints.queue({}, { limit: 10 });
    const id = rows.find(({ number }) => number === own.number)?.id;
    expect(visitor.text()).toContain("You gave no mobile number");
    await followed.review(id);
    await followed.staff({ kind: "ask", text: "How warm was it?" }, id);
    expect((await followed.now(id)).questions).not.toMatchObject([{ deliveredAt: expect.any(Date) }]);
    await visitor.goes("/follow");
    await visitor.sends("/follow", own);
    expect((await followed.now(id)).questions).toMatchObject([{ deliveredAt: expect.any(Date) }]);
    await visitor.sends("/follow/do/question", { "q.answer": "Warm." });
    await followed.decide({ report: "One new tin." }, id);
    expect((await followed.now(id)).rounds).not.toMatchObject([{ toldAt: expect.any(Date) }]);
    await visitor.sends("/follow/leave");
    await visitor.sends("/follow", own);
    const told = await followed.now(id);
    expect(told.rounds).toMatchObject([{ toldAt: expect.any(Date) }]);
    const events = await followed.stage.world.store.complaints.events(told.id);
    expect(events.filter(({ kind }) => kind === "told")).toMatchObject([{ door: "site", actor: { kind: "system" } }]);
    expect(visitor.text()).toContain("Concluded");
    for (const secret of Object.values(own)) expect(followed.stage.written()).not.toContain(secret);
  });
});
