import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { z } from "zod";
import type { Language } from "../../core/language/language.ts";
import { sayIn } from "../../core/language/say.ts";
import { filesInPersian, persian } from "../support/browser-filing.ts";
import { screenshot, seriousFindings } from "../support/chromium.ts";
import { ComplaintAtDesk } from "../support/desk-complaint.ts";
import { DeskStage } from "../support/desk-stage.ts";
import type { StagedAgent } from "../support/desk-stage.ts";
import { customerAt } from "../support/desk-visitor.ts";
import { deskText } from "../support/desk-text.ts";

/** Each step waits some seconds in case it was a slip, and there are many. */
const LONG_MS = 240_000;

const found = z.object({ id: z.string() });
const detail = z.object({
  complaint: z.object({
    status: z.string(),
    closing: z.string().optional(),
    questions: z.array(z.object({ answer: z.object({ words: z.string() }).optional() })),
  }),
  conversations: z.array(z.object({ channel: z.string(), messages: z.array(z.object({ text: z.string() })) })),
});

let stage: DeskStage;
let mina: StagedAgent;
let omid: StagedAgent;

beforeAll(async () => {
  stage = await DeskStage.open();
  mina = await stage.agent("Mina", { language: "fa" });
  omid = await stage.agent("Omid", { language: "tr" });
}, LONG_MS);
afterEach(async () => {
  expect(stage.complaints).toEqual([]);
  await stage.leave();
});
afterAll(() => stage.close());

function core(language: Language) {
  return sayIn(language, "Asia/Tehran");
}

async function opens(agent: StagedAgent, id: string): Promise<ComplaintAtDesk> {
  const page = await stage.window(agent, { path: `/complaints/${id}` });
  await page.locator("[data-complaint]").waitFor();
  return new ComplaintAtDesk(page);
}

/** Without the marks that keep codes apart, as a reader sees it. */
function plain(text: string): string {
  return text
    .replace(/[\u2066-\u2069]/gu, "")
    .replace(/\s+/gu, " ")
    .trim();
}

function isIn(words: readonly string[], log: readonly string[]): void {
  for (const text of words) expect(log.map(plain).some((line) => line.includes(plain(text)))).toBe(true);
}

describe("one complaint at the desk", () => {
  test(
    "goes through the whole process: asked, decided, rejected, decided again by somebody else, accepted, carried out",
    async () => {
      const fa = deskText("fa");
      const tr = deskText("tr");
      const chat = await customerAt(stage, "fa");
      const { number } = await filesInPersian(chat, async () => undefined);
      const { id } = found.parse(await mina.call("GET", `/tracking-numbers/${number}`));

      const first = await opens(mina, id);
      expect(await first.reasonAgainst("decide")).toContain(core("fa")("refusal.first_review_missing"));
      await screenshot(first.page, "desk-complaint-fa");
      await first.begins("first_review");
      isIn([core("fa")("notice.under_evaluation", { number: { code: number } })], await first.preview("webchat"));
      await first.sends();
      await first.isIn("under_evaluation");

      await first.begins("ask");
      await first.fills(fa("complaint.ask.text"), persian.question);
      const asked = await first.preview("webchat");
      await first.sends();
      await chat.hears(persian.question);
      isIn(asked, await chat.log());
      expect(await first.reasonAgainst("decide")).toContain(core("fa")("refusal.question_still_open"));
      await chat.writes(persian.answer);
      await chat.hears(chat.text("question.more"));
      await chat.presses(chat.text("question.send"));
      await chat.hears(chat.text("question.told"));
      await first.page.getByText(persian.answer).first().waitFor();

      await first.begins("ask_for_sample");
      await first.fills(fa("complaint.sample.what"), "یک قوطی بازنشده");
      await first.sends();
      await first.page.getByText("یک قوطی بازنشده").first().waitFor();
      await first.begins("move_sample");
      await first.sends();

      await first.begins("decide");
      await first.form.getByLabel(fa("complaint.decision", { kind: "partly_justified" })).check();
      await first.fills(fa("complaint.report"), persian.firstDecision.report);
      await first.form.getByRole("button", { name: fa("complaint.remedy.add") }).click();
      await first.fills(fa("complaint.remedy.what"), "۲۰٪ تخفیف روی سفارش بعدی");
      await first.fills(fa("complaint.remedy.who"), "واحد فروش");
      await first.page.keyboard.press("Escape");
      await first.form.getByRole("textbox", { name: fa("complaint.remedy.until") }).fill("۱۴۷۸/۱۰/۱۰");
      const decided = await first.preview("webchat");
      expect(await seriousFindings(first.page)).toEqual([]);
      await screenshot(first.page, "desk-complaint-decide-fa");
      await first.sends();
      await first.isIn("concluded");
      await chat.hears(persian.firstDecision.report);
      isIn(decided, await chat.log());
      await chat.presses(chat.text("consent.reject"));
      await chat.hears(chat.text("notice.second_evaluation", { number: { code: number } }));
      await chat.writes(persian.reason);
      await chat.hears(number);
      await first.isIn("under_evaluation");
      expect(await first.reasonAgainst("decide")).toContain(core("fa")("refusal.same_decider"));

      const second = await opens(omid, id);
      await second.begins("assign");
      expect(await second.form.getByRole("radio", { name: "Mina" }).isDisabled()).toBe(true);
      await second.form.getByRole("radio", { name: /Omid/u }).check();
      await second.sends();
      await second.begins("decide");
      await second.form.getByText(persian.reason).waitFor();
      await second.form.getByLabel(tr("complaint.decision", { kind: "justified" }), { exact: true }).check();
      await second.fills(tr("complaint.report"), persian.secondDecision.report);
      for (const [index, [title, what]] of [
        ["تعویض", "سه قوطی تازه"],
        ["پول", "بازگشت همهٔ پول"],
      ].entries()) {
        await second.form.getByRole("button", { name: tr("complaint.alternative.add") }).click();
        const alternative = second.form.getByRole("group", {
          name: tr("complaint.alternative.nth", { index: index + 1 }),
        });
        await alternative.getByLabel(tr("complaint.alternative.title")).fill(title ?? "");
        await alternative.getByRole("button", { name: tr("complaint.remedy.add") }).click();
        await alternative.getByLabel(tr("complaint.remedy.what")).fill(what ?? "");
        await alternative.getByLabel(tr("complaint.remedy.who")).fill("انبار");
        await second.page.keyboard.press("Escape");
        await alternative.getByRole("textbox", { name: tr("complaint.remedy.until") }).fill("31.12.2099");
      }
      isIn(["سه قوطی تازه"], await second.preview("webchat"));
      expect(await seriousFindings(second.page)).toEqual([]);
      await screenshot(second.page, "desk-complaint-decide-tr");
      await second.sends();
      await chat.hears("سه قوطی تازه");
      await chat.presses(chat.text("consent.accept"));
      await chat.hears(chat.text("consent.which_solution"));
      await chat.page.locator(".suggestion").first().click();
      await second.isIn("closed");

      await second.page.getByText(tr("complaint.remedies.awaited")).waitFor();
      await second.begins("carry_out_remedy");
      await second.sends();
      await second.page.getByText(tr("complaint.remedies.awaited")).waitFor({ state: "detached" });
      const { complaint } = detail.parse(await mina.call("GET", `/complaints/${id}`));
      expect(complaint).toMatchObject({ status: "closed", closing: "accepted" });

      await second.page.getByRole("button", { name: tr("complaint.pane.history") }).click();
      await second.page.locator('[data-event="remedy_carried_out"]').waitFor();
      await second.page.getByText(tr("complaint.seen_by")).waitFor();
      expect(await seriousFindings(second.page)).toEqual([]);
      await screenshot(second.page, "desk-complaint-history-tr");
    },
    LONG_MS,
  );

  test(
    "is reviewed, asked about and noted with the keyboard alone, in Turkish",
    async () => {
      const tr = deskText("tr");
      const { id } = await stage.files({ name: "Müşteri", phone: "+905321234567", language: "tr" });
      const at = await opens(omid, id);
      const { page } = at;
      await page.keyboard.press("KeyF");
      await at.form.waitFor();
      await page.keyboard.press("Control+Enter");
      await at.isIn("under_evaluation");

      await page.locator("[data-form]").waitFor({ state: "detached" });
      await page.keyboard.press("KeyN");
      await at.form.waitFor();
      await page.keyboard.press("Tab");
      await page.keyboard.type("@Mi");
      await page.getByRole("option", { name: "Mina" }).waitFor();
      await page.keyboard.press("Enter");
      await page.keyboard.type("bakar mısın?");
      const carriedOut = page.waitForResponse((response) => response.url().endsWith("/commands"));
      await page.keyboard.press("Control+Enter");
      expect((await carriedOut).ok()).toBe(true);
      await page.locator("section").getByText("@Mina bakar mısın?").waitFor();
      await page.getByText(tr("complaint.note.internal")).first().waitFor();
      const alerts = z
        .object({ rows: z.array(z.object({ kind: z.string() })) })
        .parse(await mina.call("GET", "/alerts"));
      expect(alerts.rows.map(({ kind }) => kind)).toContain("mentioned");
      expect(JSON.stringify(await omid.call("GET", "/alerts"))).not.toContain("mentioned");
    },
    LONG_MS,
  );

  test(
    "keeps a form through a reload, and says what happened meanwhile",
    async () => {
      const en = deskText("en");
      const { id } = await stage.files({ phone: "+989121234567" });
      const nora = await stage.agent("Nora", { language: "en" });
      const desk = await opens(nora, id);
      await desk.begins("ask");
      await desk.fills(en("complaint.ask.text"), "Which lot is it?");
      await desk.page.reload();
      await desk.begins("ask");
      expect(await desk.form.getByLabel(en("complaint.ask.text")).inputValue()).toBe("Which lot is it?");
      await desk.form.getByText(en("complaint.preview.other_language", { language: "fa" })).waitFor();
      await mina.call("POST", `/complaints/${id}/commands`, { kind: "note", words: "x" });
      await desk.form.getByText(en("complaint.event.note_added")).waitFor();
      await desk.form.getByRole("button", { name: en("complaint.meanwhile.seen") }).click();
      await desk.sends();
      await desk.page.getByText("Which lot is it?").first().waitFor();
    },
    LONG_MS,
  );
});
