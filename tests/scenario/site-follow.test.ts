import { readFile } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { toLocalDigits } from "../../core/language/digits.ts";
import { openFollowed } from "../support/followed-complaint.ts";
import type { FollowedComplaint } from "../support/followed-complaint.ts";
import { SiteVisitor } from "../support/site-visitor.ts";

const minuteMs = 60_000;

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

describe("following a complaint on the site", () => {
  test("number and passcode in any writing open it, in the words and the calendar of the language", async () => {
    const persian = new SiteVisitor(followed.stage.url, "fa");
    await persian.goes("/follow");
    const local = toLocalDigits(followed.passcode, "fa");
    await persian.sends("/follow", {
      number: `${followed.filed.number.slice(0, 5)} ${followed.filed.number.slice(5)}`,
      passcode: `${local.slice(0, 4)}-${local.slice(4, 8)} ${local.slice(8)}`,
    });
    expect(persian.status).toBe(200);
    expect(persian.text()).toContain("دریافت شکایت");
    expect(persian.text()).toContain("پنجشنبه ۱۲ آذر");
    expect(persian.location).not.toContain(followed.filed.number);
    expect([...persian.cookies.values()].join()).not.toContain(followed.filed.number);
    const english = await followed.opened();
    expect(english.text()).toContain("Complaint received");
    expect(english.text()).toContain("Thursday 3 December");
    expect(english.text()).toContain("by Telegram");
    expect(english.html).toMatch(/https:\/\/t\.me\/demo\?start=[\w-]{40,64}"/u);
    expect(english.headers.get("cache-control")).toBe("no-store");
    expect(english.headers.get("set-cookie")).toMatch(/HttpOnly; SameSite=Lax/u);
  });

  test("wrong codes get one answer, are counted, and never the number of a stranger's", async () => {
    const visitor = new SiteVisitor(followed.stage.url, "en");
    await visitor.goes("/follow");
    await visitor.sends("/follow", { number: followed.filed.number, passcode: "000000000000" });
    const wrong = visitor.text();
    expect(visitor.status).toBe(422);
    expect(visitor.html).not.toContain("000000000000");
    await visitor.sends("/follow", { number: "1234567897", passcode: "000000000000" });
    expect(visitor.text().replace("1234567897", "")).toBe(wrong.replace(followed.filed.number, ""));
    for (let tries = 0; tries < 6; tries += 1)
      await visitor.sends("/follow", { number: followed.filed.number, passcode: "000000000000" });
    expect(visitor.status).toBe(429);
    await visitor.sends("/follow", { number: followed.filed.number, passcode: followed.passcode });
    expect(visitor.status).toBe(429);
    expect(visitor.cookies.size).toBe(0);
  });

  test("it closes after half an hour without a page, after two in all, by a new passcode", async () => {
    const idle = await followed.opened();
    followed.stage.world.ports.advance(31 * minuteMs);
    await idle.goes("/follow");
    expect(idle.text()).toContain("Please enter number and passcode again");
    const busy = await followed.opened();
    for (let pages = 0; pages < 5; pages += 1) {
      followed.stage.world.ports.advance(25 * minuteMs);
      await busy.goes("/follow");
    }
    expect(busy.has("/follow/do/add")).toBe(false);
    const known = await followed.opened();
    await followed.stage.world.redress.casework.renewPasscode(
      followed.filed.id,
      { kind: "system", rule: "test" },
      "system",
    );
    await known.goes("/follow");
    expect(known.has("/follow/do/add")).toBe(false);
  });

  test("leaving takes the cookie back, and a forged one opens nothing", async () => {
    const visitor = await followed.opened();
    await visitor.sends("/follow/leave");
    expect(visitor.cookies.size).toBe(0);
    expect(visitor.text()).toContain("You have left");
    const forger = await followed.opened();
    const [name, value] = [...forger.cookies][0] ?? ["", ""];
    forger.cookies.set(name, `${value.slice(0, -4)}AAAA`);
    await forger.goes("/follow");
    expect(forger.has("/follow/do/add")).toBe(false);
    forger.cookies.set(name, "AAAA");
    expect((await forger.goes("/follow/report")).status).toBe(401);
  });

  test("words and photos are added once, and whoever sends them sees them; nobody else does", async () => {
    const visitor = await followed.opened();
    const photo = new File([await readFile("tests/fixtures/pictures/gps.jpg")], "more.jpg", { type: "image/jpeg" });
    await visitor.sends("/follow/do/add", {});
    expect(visitor.status).toBe(422);
    expect(visitor.html).toContain("<details open>");
    const twin = new SiteVisitor(followed.stage.url, "en");
    twin.html = visitor.html;
    twin.cookies.set(...([...visitor.cookies][0] ?? ["", ""]));
    await visitor.sends("/follow/do/add", { "q.what": "It smells, too." }, [photo]);
    await twin.sends("/follow/do/add", { "q.what": "It smells, too." }, [photo]);
    expect(visitor.text()).toContain("It has been added");
    const { evidence } = await followed.now();
    expect(evidence.map(({ words, door }) => [words, door])).toEqual([["It smells, too.", "site"]]);
    await followed.stage.world.settled();
    await visitor.goes("/follow");
    const [, file = ""] = /href="(\/follow\/files\/[^"]+)"/u.exec(visitor.html) ?? [];
    const own = await visitor.goes(file);
    expect(own.status).toBe(200);
    expect(own.headers.get("content-security-policy")).toContain("sandbox");
    expect(own.headers.get("content-disposition")).toContain("attachment");
    expect((await new SiteVisitor(followed.stage.url, "en").goes(file)).status).toBe(404);
    const others = await visitor.goes(file.replace(/.$/u, "0"));
    expect(others.status).toBe(404);
  });

  test("a question of staff is answered here, and the chat's is old", async () => {
    await followed.review();
    await followed.staff({ kind: "ask", text: "How warm was the cellar?" });
    const [question] = (await followed.now()).questions;
    const visitor = await followed.opened();
    expect(visitor.text()).toContain("How warm was the cellar?");
    expect(visitor.text()).toContain("Our time limit stands still");
    const late = await followed.opened();
    await visitor.sends("/follow/do/question", { "q.answer": "Fifteen degrees." });
    expect(visitor.text()).toContain("your answer has been passed on");
    expect((await followed.now()).questions[0]?.answer).toMatchObject({ words: "Fifteen degrees.", door: "site" });
    await late.sends("/follow/do/question", { "q.answer": "Twenty." });
    expect(late.status).toBe(409);
    expect(late.text()).toContain("answered meanwhile");
    const conversation = await followed.stage.world.store.conversations.byAddress(followed.chat.door.address);
    const offer = conversation?.state.offers.find(({ about }) => about.kind === "question");
    expect(offer).toMatchObject({ state: "answered", about: { questionId: question?.id } });
    await followed.chat.taps(`${offer?.id ?? ""}.0`);
    expect((await followed.now()).questions[0]?.answer?.words).toBe("Fifteen degrees.");
  });
});
