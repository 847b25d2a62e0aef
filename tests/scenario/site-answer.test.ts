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

const firstButton = async (): Promise<string> => (await followed.chat.offered())[0]?.token ?? "";

describe("the yes or no on the site", () => {
  test("a no with its reason, and a yes to one of the alternatives of round 2", async () => {
    await followed.review();
    await followed.decide({ report: "We offer one new tin." });
    const visitor = await followed.opened();
    expect(visitor.text()).toContain("We offer one new tin.");
    expect(visitor.text()).toContain("Do you accept this decision?");
    await visitor.sends("/follow/do/decision", {
      "q.answer.choice": "reject",
      "q.answer": "All three tins are useless.",
    });
    expect(visitor.text()).toContain("Your answer has been recorded");
    expect(visitor.text()).toContain("You did not accept this decision");
    expect(visitor.text()).toContain("on this site");
    const rejected = await followed.now();
    expect(rejected).toMatchObject({ status: "under_evaluation" });
    const [round] = rejected.rounds;
    expect(round?.consent?.textHash).toMatch(/^[0-9a-f]{64}$/u);
    expect(round?.consent?.answers).toMatchObject([
      { answer: "reject", words: "All three tins are useless.", reason: "All three tins are useless.", door: "site" },
    ]);
    await followed.chat.sees("notice.second_evaluation", { number: { code: followed.filed.number } });
    await followed.decide({ report: "Two ways are open.", alternatives: ["Three new tins", "Your money back"] });
    await visitor.goes("/follow");
    expect(visitor.text()).toContain("Solution a: Three new tins");
    await visitor.sends("/follow/do/decision", { "q.answer.choice": "accept" });
    expect(visitor.status).toBe(422);
    expect((await followed.now()).status).toBe("concluded");
    await visitor.sends("/follow/do/decision", { "q.answer.choice": "accept", "q.alternative.choice": "b" });
    const accepted = await followed.now();
    expect(accepted).toMatchObject({ status: "closed", closing: "accepted" });
    expect(accepted.rounds[1]?.consent?.answers).toMatchObject([{ answer: "accept", alternative: "b", door: "site" }]);
    expect(visitor.text()).toContain("Closed");
    await visitor.sends("/follow/do/rate", { "q.handling.choice": "4", "q.outcome.choice": "5" });
    expect(visitor.status).toBe(422);
    await visitor.sends("/follow/do/rate", { "q.effort.choice": "3", more: "Thank you." });
    expect((await followed.now()).rating).toMatchObject({ handling: 4, outcome: 5, effort: 3, words: "Thank you." });
    await visitor.goes("/follow/report");
    expect(visitor.text()).toContain("Two ways are open.");
  });

  test("the same question answered in the chat is shown as answered, by which way and when", async () => {
    await followed.review();
    await followed.decide({ report: "We offer one new tin." });
    const visitor = await followed.opened();
    await followed.chat.chooses("consent.accept");
    expect((await followed.now()).closing).toBe("accepted");
    await visitor.sends("/follow/do/decision", { "q.answer.choice": "reject", "q.answer": "No" });
    expect(visitor.status).toBe(409);
    expect(visitor.text()).toContain("answered meanwhile");
    expect(visitor.text()).toMatch(/You accepted this decision: Tuesday 1 December, 10:\d\d, by Telegram/u);
    expect((await followed.now()).rounds[0]?.consent?.answers).toHaveLength(1);
  });

  test("answered here, the buttons in the chat are old; a race has one winner", async () => {
    await followed.review();
    await followed.decide({ report: "We offer one new tin." });
    const token = await firstButton();
    const visitor = await followed.opened();
    await visitor.sends("/follow/do/decision", { "q.answer.choice": "partly", "q.answer": "" });
    expect((await followed.now()).status).toBe("under_evaluation");
    await followed.chat.taps(token);
    await followed.chat.sees("engine.stale_about", { number: { code: followed.filed.number } });
    expect((await followed.now()).rounds[0]?.consent?.answers).toHaveLength(1);
    await visitor.sends("/follow/do/reason", { "q.why": "One tin is not three." });
    expect((await followed.now()).rounds[0]?.consent?.answers).toMatchObject([{ reason: "One tin is not three." }]);
    await followed.decide({ report: "Three new tins then." });
    const again = await firstButton();
    await visitor.goes("/follow");
    await Promise.all([
      followed.chat.taps(again),
      visitor.sends("/follow/do/decision", { "q.answer.choice": "accept" }),
    ]);
    const ended = await followed.now();
    expect(ended.closing).toBe("accepted");
    expect(ended.rounds[1]?.consent?.answers).toHaveLength(1);
  });

  test("a yes with a but is asked about again, and stands or does not", async () => {
    await followed.review();
    await followed.decide({ report: "We offer one new tin." });
    const visitor = await followed.opened();
    await visitor.sends("/follow/do/decision", { "q.answer.choice": "accept", "q.answer": "Yes, but it still leaks" });
    expect((await followed.now()).status).toBe("concluded");
    expect(visitor.text()).toContain("You accepted, but you also wrote: “Yes, but it still leaks”");
    await visitor.sends("/follow/do/doubt", { "q.stands.choice": "no" });
    const after = await followed.now();
    expect(after.status).toBe("under_evaluation");
    expect(after.rounds[0]?.consent?.answers.map(({ answer }) => answer)).toEqual(["doubt", "reject"]);
  });

  test("only a POST of this page counts: not a GET, nor a foreign page, nor another's token", async () => {
    await followed.review();
    await followed.decide({ report: "We offer one new tin." });
    const visitor = await followed.opened();
    const page = visitor.html;
    for (const path of ["/follow/do/decision?q.answer.choice=accept&round=1", "/follow/do/withdraw", "/follow/leave"])
      expect((await visitor.goes(path)).status).toBe(405);
    const yes = { "q.answer.choice": "accept" };
    for (const headers of [
      { origin: "https://evil.example" },
      { origin: "null" },
      { "sec-fetch-site": "cross-site" },
    ] as readonly Record<string, string>[]) {
      visitor.html = page;
      await visitor.sends("/follow/do/decision", yes, [], headers);
      expect(visitor.status).toBe(403);
    }
    for (const token of ["", "AAAA", undefined]) {
      visitor.html = page;
      await visitor.sends("/follow/do/decision", { ...yes, token });
      expect(visitor.status).toBe(403);
    }
    const stranger = new SiteVisitor(followed.stage.url, "en");
    stranger.html = page;
    await stranger.sends("/follow/do/decision", { ...yes, "q.answer": "My words" });
    expect(stranger.status).toBe(401);
    expect(stranger.text()).toContain("My words");
    expect((await followed.now()).rounds[0]?.consent?.answers).toEqual([]);
    visitor.html = page;
    await visitor.sends("/follow/do/decision", yes);
    expect((await followed.now()).closing).toBe("accepted");
  });

  test("silence that closed it is undone, and the wish to withdraw is asked about", async () => {
    await followed.review();
    const visitor = await followed.opened();
    await visitor.sends("/follow/do/withdraw", { "q.sure.choice": "no" });
    expect((await followed.now()).status).toBe("under_evaluation");
    await visitor.sends("/follow/do/withdraw", { "q.sure.choice": "yes" });
    expect((await followed.now()).closing).toBe("withdrawn");
    expect(visitor.has("/follow/do/add")).toBe(false);
    expect(visitor.text()).toContain("has been withdrawn and is closed");
  });
});
