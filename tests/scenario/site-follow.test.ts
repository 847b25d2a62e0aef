import { readFile } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { StaffCommand } from "../../core/casework/casework.ts";
import type { Capabilities } from "../../core/channel/channel.ts";
import type { Complaint } from "../../core/complaint/complaint.ts";
import { brand } from "../../core/ids.ts";
import type { DepartmentKey, PlainDate } from "../../core/ids.ts";
import { sayIn } from "../../core/language/say.ts";
import type { Agent } from "../../core/staff/agent.ts";
import { customerAt, plainDoor } from "../support/customer.ts";
import type { Customer } from "../support/customer.ts";
import { openSiteStage, smsSink } from "../support/site-stage.ts";
import type { SiteStage } from "../support/site-stage.ts";
import { SiteVisitor } from "../support/site-visitor.ts";
import { storyOf } from "../support/story.ts";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

const buttons: Capabilities = {
  maxButtons: 12,
  maxButtonLabel: 100,
  maxListItems: 0,
  maxListLabel: 0,
  maxText: 4_000,
  maxFile: 20_000_000,
};

let stage: SiteStage;
let chat: Customer;
let complaint: Complaint;
let passcode: string;
let first: Agent;
let second: Agent;

beforeEach(async () => {
  const telegram = { name: "telegram" as const, capabilities: buttons, send: () => Promise.resolve({}) };
  stage = await openSiteStage([smsSink, telegram], (start) => [
    { channel: "telegram", url: `https://t.me/demo?start=${start ?? ""}` },
  ]);
  chat = customerAt(stage.world, plainDoor(stage.world, { channel: "telegram", externalId: "7" }, buttons, "en"), "en");
  ({ complaint, passcode } = await storyOf(stage.world, chat, "en").files());
  first = await stage.world.agent("agent", "First");
  second = await stage.world.agent("agent", "Second");
});

afterEach(async () => {
  expect(stage.world.faults).toEqual([]);
  for (const secret of [passcode, complaint.number, "hardened"]) expect(stage.written()).not.toContain(secret);
  await stage.close();
});

const staff = async (command: StaffCommand, by = first): Promise<void> => {
  const result = await stage.world.redress.casework.command(complaint.id, command, by);
  if (!result.ok) throw new Error(result.refusal.key);
  await stage.world.settled();
};
const now = async (): Promise<Complaint> => (await stage.world.store.complaints.byId(complaint.id)) ?? complaint;
const review = () =>
  staff({
    kind: "first_review",
    category: complaint.matter.category,
    department: brand<DepartmentKey>("quality"),
    severity: "low",
    safety: false,
    complexity: "low",
    impact: "low",
    immediateAction: false,
  });
const remedy = (what: string) => ({
  kind: "replacement" as const,
  what,
  who: "Logistics",
  by: brand<PlainDate>("2027-01-15"),
});
const decide = (report: string, alternatives: readonly string[] = [], by = first) =>
  staff(
    {
      kind: "decide",
      decision: "partly_justified",
      report,
      attachments: [],
      remedies: alternatives.length === 0 ? [remedy(report)] : [],
      alternatives: alternatives.map((title) => ({ title, remedies: [remedy(title)] })),
    },
    by,
  );
const enters = async (visitor: SiteVisitor, secret = passcode): Promise<SiteVisitor> => {
  await visitor.goes(`/follow?n=${complaint.number}`);
  return visitor.sends("/follow", { passcode: secret });
};
const opened = async (language = "en") => enters(new SiteVisitor(stage.url, language));

describe("following a complaint on the site", () => {
  test("number and passcode in any writing open it, in the words and the calendar of the language", async () => {
    const persian = new SiteVisitor(stage.url, "fa");
    await persian.goes("/follow");
    const local = [...passcode].map((digit) => String.fromCharCode(0x06f0 + Number(digit))).join("");
    await persian.sends("/follow", {
      number: `${complaint.number.slice(0, 5)} ${complaint.number.slice(5)}`,
      passcode: `${local.slice(0, 4)}-${local.slice(4, 8)} ${local.slice(8)}`,
    });
    expect(persian.status).toBe(200);
    expect(persian.text()).toContain("دریافت شکایت");
    expect(persian.text()).toContain("پنجشنبه ۱۲ آذر");
    expect(persian.location).not.toContain(complaint.number);
    expect([...persian.cookies.values()].join()).not.toContain(complaint.number);
    const english = await opened();
    expect(english.text()).toContain("Complaint received");
    expect(english.text()).toContain("Thursday 3 December");
    expect(english.text()).toContain("by Telegram");
    expect(english.html).toMatch(/https:\/\/t\.me\/demo\?start=[\w-]{40,64}"/u);
    expect(english.headers.get("cache-control")).toBe("no-store");
    expect(english.headers.get("set-cookie")).toMatch(/HttpOnly; SameSite=Lax/u);
  });

  test("wrong codes get one answer, are counted, and never the number of a stranger's", async () => {
    const visitor = new SiteVisitor(stage.url, "en");
    await visitor.goes("/follow");
    await visitor.sends("/follow", { number: complaint.number, passcode: "000000000000" });
    const wrong = visitor.text();
    expect(visitor.status).toBe(422);
    expect(visitor.html).not.toContain("000000000000");
    await visitor.sends("/follow", { number: "1234567897", passcode: "000000000000" });
    expect(visitor.text().replace("1234567897", "")).toBe(wrong.replace(complaint.number, ""));
    for (let tries = 0; tries < 6; tries += 1)
      await visitor.sends("/follow", { number: complaint.number, passcode: "000000000000" });
    expect(visitor.status).toBe(429);
    await visitor.sends("/follow", { number: complaint.number, passcode });
    expect(visitor.status).toBe(429);
    expect(visitor.cookies.size).toBe(0);
  });

  test("it closes after half an hour without a page, after two in all, by a new passcode, and by leaving", async () => {
    const idle = await opened();
    stage.world.ports.advance(31 * minuteMs);
    await idle.goes("/follow");
    expect(idle.text()).toContain("Please enter number and passcode again");
    const busy = await opened();
    for (let pages = 0; pages < 5; pages += 1) {
      stage.world.ports.advance(25 * minuteMs);
      await busy.goes("/follow");
    }
    expect(busy.has("/follow/do/add")).toBe(false);
    const known = await opened();
    await stage.world.redress.casework.renewPasscode(complaint.id, { kind: "system", rule: "test" }, "system");
    await known.goes("/follow");
    expect(known.has("/follow/do/add")).toBe(false);
  });

  test("leaving takes the cookie back, and a forged one opens nothing", async () => {
    const visitor = await opened();
    await visitor.sends("/follow/leave");
    expect(visitor.cookies.size).toBe(0);
    expect(visitor.text()).toContain("You have left");
    const forger = await opened();
    const [[name = "", value = ""] = []] = [...forger.cookies];
    forger.cookies.set(name, `${value.slice(0, -4)}AAAA`);
    await forger.goes("/follow");
    expect(forger.has("/follow/do/add")).toBe(false);
    forger.cookies.set(name, "AAAA");
    expect((await forger.goes("/follow/report")).status).toBe(401);
  });

  test("words and photos are added once, and whoever sends them sees them; nobody else does", async () => {
    const visitor = await opened();
    const photo = new File([await readFile("tests/fixtures/pictures/gps.jpg")], "more.jpg", { type: "image/jpeg" });
    await visitor.sends("/follow/do/add", {});
    expect(visitor.status).toBe(422);
    expect(visitor.html).toContain("<details open>");
    const twin = new SiteVisitor(stage.url, "en");
    twin.html = visitor.html;
    twin.cookies.set(...([...visitor.cookies][0] ?? ["", ""]));
    await visitor.sends("/follow/do/add", { "q.what": "It smells, too." }, [photo]);
    await twin.sends("/follow/do/add", { "q.what": "It smells, too." }, [photo]);
    expect(visitor.text()).toContain("It has been added");
    const { evidence } = await now();
    expect(evidence.map(({ words, door }) => [words, door])).toEqual([["It smells, too.", "site"]]);
    await stage.world.settled();
    await visitor.goes("/follow");
    const [, file = ""] = /href="(\/follow\/files\/[^"]+)"/u.exec(visitor.html) ?? [];
    const own = await visitor.goes(file);
    expect(own.status).toBe(200);
    expect(own.headers.get("content-security-policy")).toContain("sandbox");
    expect(own.headers.get("content-disposition")).toContain("attachment");
    expect((await new SiteVisitor(stage.url, "en").goes(file)).status).toBe(404);
    const id = brand<Complaint["evidence"][number]["attachments"][number]>(file.split("/").at(-1) ?? "");
    const others = await visitor.goes(`/follow/files/${id.replace(/.$/u, "0")}`);
    expect(others.status).toBe(404);
  });

  test("a question of staff is answered here, and the chat's is old", async () => {
    await review();
    await staff({ kind: "ask", text: "How warm was the cellar?" });
    const [question] = (await now()).questions;
    const visitor = await opened();
    expect(visitor.text()).toContain("How warm was the cellar?");
    expect(visitor.text()).toContain("Our time limit stands still");
    const late = await opened();
    await visitor.sends("/follow/do/question", { "q.answer": "Fifteen degrees." });
    expect(visitor.text()).toContain("your answer has been passed on");
    expect((await now()).questions[0]?.answer).toMatchObject({ words: "Fifteen degrees.", door: "site" });
    await late.sends("/follow/do/question", { "q.answer": "Twenty." });
    expect(late.status).toBe(409);
    expect(late.text()).toContain("answered meanwhile");
    const conversation = await stage.world.store.conversations.byAddress(chat.door.address);
    const offer = conversation?.state.offers.find(({ about }) => about.kind === "question");
    expect(offer).toMatchObject({ state: "answered", about: { questionId: question?.id } });
    await chat.taps(`${offer?.id ?? ""}.0`);
    expect((await now()).questions[0]?.answer?.words).toBe("Fifteen degrees.");
  });
});

describe("the yes or no on the site", () => {
  test("a no with its reason, and a yes to one of the alternatives of round 2", async () => {
    await review();
    await decide("We offer one new tin.");
    const visitor = await opened();
    expect(visitor.text()).toContain("We offer one new tin.");
    expect(visitor.text()).toContain("Do you accept this decision?");
    await visitor.sends("/follow/do/decision", {
      "q.answer.choice": "reject",
      "q.answer": "All three tins are useless.",
    });
    expect(visitor.text()).toContain("Your answer has been recorded");
    expect(visitor.text()).toContain("You did not accept this decision");
    expect(visitor.text()).toContain("on this site");
    const rejected = await now();
    expect(rejected).toMatchObject({ status: "under_evaluation" });
    const [round] = rejected.rounds;
    expect(round?.consent?.textHash).toMatch(/^[0-9a-f]{64}$/u);
    expect(round?.consent?.answers).toMatchObject([
      { answer: "reject", words: "All three tins are useless.", reason: "All three tins are useless.", door: "site" },
    ]);
    await chat.sees("notice.second_evaluation", { number: { code: complaint.number } });
    await decide("Two ways are open.", ["Three new tins", "Your money back"], second);
    await visitor.goes("/follow");
    expect(visitor.text()).toContain("Solution a: Three new tins");
    await visitor.sends("/follow/do/decision", { "q.answer.choice": "accept" });
    expect(visitor.status).toBe(422);
    expect((await now()).status).toBe("concluded");
    await visitor.sends("/follow/do/decision", { "q.answer.choice": "accept", "q.alternative.choice": "b" });
    const accepted = await now();
    expect(accepted).toMatchObject({ status: "closed", closing: "accepted" });
    expect(accepted.rounds[1]?.consent?.answers).toMatchObject([{ answer: "accept", alternative: "b", door: "site" }]);
    expect(visitor.text()).toContain("Closed");
    await visitor.sends("/follow/do/rate", { "q.handling.choice": "4", "q.outcome.choice": "5" });
    expect(visitor.status).toBe(422);
    await visitor.sends("/follow/do/rate", { "q.effort.choice": "3", more: "Thank you." });
    expect((await now()).rating).toMatchObject({ handling: 4, outcome: 5, effort: 3, words: "Thank you." });
    await visitor.goes("/follow/report");
    expect(visitor.text()).toContain("Two ways are open.");
  });

  test("the same question answered in the chat is shown as answered, by which way and when", async () => {
    await review();
    await decide("We offer one new tin.");
    const visitor = await opened();
    await chat.chooses("consent.accept");
    expect((await now()).closing).toBe("accepted");
    await visitor.sends("/follow/do/decision", { "q.answer.choice": "reject", "q.answer": "No" });
    expect(visitor.status).toBe(409);
    expect(visitor.text()).toContain("answered meanwhile");
    expect(visitor.text()).toMatch(/You accepted this decision: Tuesday 1 December, 10:\d\d, by Telegram/u);
    expect((await now()).rounds[0]?.consent?.answers).toHaveLength(1);
  });

  test("answered here, the buttons in the chat are old; a race has one winner", async () => {
    await review();
    await decide("We offer one new tin.");
    const token = (await chat.offered())[0]?.token ?? "";
    const visitor = await opened();
    await visitor.sends("/follow/do/decision", { "q.answer.choice": "partly", "q.answer": "" });
    expect((await now()).status).toBe("under_evaluation");
    await chat.taps(token);
    await chat.sees("engine.stale_about", { number: { code: complaint.number } });
    expect((await now()).rounds[0]?.consent?.answers).toHaveLength(1);
    await visitor.sends("/follow/do/reason", { "q.why": "One tin is not three." });
    expect((await now()).rounds[0]?.consent?.answers[0]?.reason).toBe("One tin is not three.");
    await decide("Three new tins then.", [], second);
    const again = (await chat.offered())[0]?.token ?? "";
    await visitor.goes("/follow");
    await Promise.all([chat.taps(again), visitor.sends("/follow/do/decision", { "q.answer.choice": "accept" })]);
    const ended = await now();
    expect(ended.closing).toBe("accepted");
    expect(ended.rounds[1]?.consent?.answers).toHaveLength(1);
  });

  test("a yes with a but is asked about again, and stands or does not", async () => {
    await review();
    await decide("We offer one new tin.");
    const visitor = await opened();
    await visitor.sends("/follow/do/decision", { "q.answer.choice": "accept", "q.answer": "Yes, but it still leaks" });
    expect((await now()).status).toBe("concluded");
    expect(visitor.text()).toContain("You accepted, but you also wrote: “Yes, but it still leaks”");
    await visitor.sends("/follow/do/doubt", { "q.stands.choice": "no" });
    const after = await now();
    expect(after.status).toBe("under_evaluation");
    expect(after.rounds[0]?.consent?.answers.map(({ answer }) => answer)).toEqual(["doubt", "reject"]);
  });

  test("only a POST of this page counts: not a GET, nor a foreign page, nor another's token", async () => {
    await review();
    await decide("We offer one new tin.");
    const visitor = await opened();
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
    const stranger = new SiteVisitor(stage.url, "en");
    stranger.html = page;
    await stranger.sends("/follow/do/decision", { ...yes, "q.answer": "My words" });
    expect(stranger.status).toBe(401);
    expect(stranger.text()).toContain("My words");
    expect((await now()).rounds[0]?.consent?.answers).toEqual([]);
    visitor.html = page;
    await visitor.sends("/follow/do/decision", yes);
    expect((await now()).closing).toBe("accepted");
  });

  test("silence that closed it is undone, and the wish to withdraw is asked about", async () => {
    await review();
    const visitor = await opened();
    await visitor.sends("/follow/do/withdraw", { "q.sure.choice": "no" });
    expect((await now()).status).toBe("under_evaluation");
    await visitor.sends("/follow/do/withdraw", { "q.sure.choice": "yes" });
    expect((await now()).closing).toBe("withdrawn");
    expect(visitor.has("/follow/do/add")).toBe(false);
    expect(visitor.text()).toContain("has been withdrawn and is closed");
  });
});

describe("a lost passcode", () => {
  test("goes to the chat that filed, never to the page, and closes what was open", async () => {
    const open = await opened();
    const visitor = new SiteVisitor(stage.url, "en");
    await visitor.goes(`/follow/lost?n=${complaint.number}`);
    await visitor.sends("/follow/lost");
    const known = visitor.text();
    expect(known).toContain("If this complaint exists");
    expect(visitor.html).not.toMatch(/\d{4} \d{4} \d{4}/u);
    await chat.sees("notice.passcode_renewed");
    await open.goes("/follow");
    expect(open.has("/follow/do/add")).toBe(false);
    await visitor.goes("/follow/lost?n=1234567897");
    await visitor.sends("/follow/lost", { number: "1234567897" });
    expect(visitor.text()).toBe(known);
    await visitor.sends("/follow/lost", { number: "12" });
    expect(visitor.status).toBe(422);
  });

  test("is not shown to whoever has the page open either", async () => {
    const visitor = await opened();
    await visitor.sends("/follow/passcode");
    expect(visitor.text()).toContain("If this complaint exists");
    await chat.sees("notice.passcode_renewed");
  });
});

describe("what nothing else carried to the customer", () => {
  test("is told by being read here: the decision's clock ends and the question's pause begins", async () => {
    const visitor = new SiteVisitor(stage.url, "en");
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
    const { rows } = await stage.world.store.complaints.queue({}, { limit: 10 });
    const id = rows.find(({ number }) => number === own.number)?.id;
    complaint = (id === undefined ? undefined : await stage.world.store.complaints.byId(id)) ?? complaint;
    expect(visitor.text()).toContain("You gave no mobile number");
    await review();
    await staff({ kind: "ask", text: "How warm was it?" });
    expect((await now()).questions[0]?.deliveredAt).toBeUndefined();
    await visitor.goes("/follow");
    await visitor.sends("/follow", own);
    expect((await now()).questions[0]?.deliveredAt).toBeDefined();
    await visitor.sends("/follow/do/question", { "q.answer": "Warm." });
    await decide("One new tin.");
    expect((await now()).rounds[0]?.toldAt).toBeUndefined();
    await visitor.sends("/follow/leave");
    await visitor.sends("/follow", own);
    expect((await now()).rounds[0]?.toldAt).toBeDefined();
    const events = await stage.world.store.complaints.events(complaint.id);
    expect(events.filter(({ kind }) => kind === "told")).toMatchObject([{ door: "site", actor: { kind: "system" } }]);
    ({ passcode } = own);
    expect(sayIn("en", "UTC")("status.concluded")).toBe("Concluded");
    expect(visitor.text()).toContain("Concluded");
    await stage.world.pass(dayMs);
  });
});
