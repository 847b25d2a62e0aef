import { expect } from "@jest/globals";
import type { Page } from "playwright-core";
import { z } from "zod";
import { sayIn } from "../../core/language/say.ts";
import type { ChatPage } from "./chat-page.ts";
import { screenshot, seriousFindings } from "./chromium.ts";
import { ComplaintAtDesk } from "./desk-complaint.ts";
import type { DeskStage, StagedAgent } from "./desk-stage.ts";
import { beginsFiling, decides, filesTheRest, secondDecision, spoken } from "./desk-story.ts";
import type { StoryLanguage } from "./desk-story.ts";
import { deskText } from "./desk-text.ts";
import { bubble, customerAt } from "./desk-visitor.ts";

/** Limit for what crosses from one window to another, on a machine that is busy. */
const CROSSING_MS = 60_000;

const found = z.object({ id: z.string() });
const detail = z.object({ complaint: z.object({ status: z.string(), closing: z.string().optional() }) });

/** Who works on the story at the desk. */
export interface StoryStaff {
  readonly first: StagedAgent;
  readonly second: StagedAgent;
  readonly manager: StagedAgent;
}

export async function storyStaff(stage: DeskStage, language: StoryLanguage): Promise<StoryStaff> {
  return {
    first: await stage.agent(`Mina ${language}`, { language }),
    second: await stage.agent(`Omid ${language}`, { language }),
    manager: await stage.agent(`Manager ${language}`, { role: "complaints_manager", language }),
  };
}

/** Files on the web chat, and talks with an agent in the middle of it; gives what is needed to go on. */
export async function filesWithHelp(
  stage: DeskStage,
  language: StoryLanguage,
  { first }: StoryStaff,
): Promise<{ readonly chat: ChatPage; readonly id: string; readonly number: string; readonly passcode: string }> {
  const mine = spoken[language];
  const say = deskText(language, ["conversation", "shell"]);
  const desk = await stage.window(first, { path: "/conversations?view=waiting" });
  const chat = await customerAt(stage, language);
  await beginsFiling(chat, language);
  await chat.writes(mine.person);
  await desk.locator("[data-conversation]").first().click({ timeout: CROSSING_MS });
  await desk
    .getByRole("button", { name: say("conversation.take_over") })
    .first()
    .click();
  await chat.hears(chat.text("hands.taken", { name: first.name }));
  for (const words of [mine.matter, mine.person]) await bubble(desk, words).first().waitFor();
  await desk.getByLabel(say("conversation.write"), { exact: true }).fill(mine.asks);
  await desk.getByRole("button", { name: say("conversation.send"), exact: true }).click();
  await chat.hears(mine.asks);
  await chat.writes(mine.tells);
  await bubble(desk, mine.tells).first().waitFor({ timeout: CROSSING_MS });
  expect((await chat.log()).at(-1)).toContain(mine.tells);
  await screenshot(desk, `desk-story-${language}-talk`);
  expect(await seriousFindings(desk)).toEqual([]);
  await desk.getByRole("button", { name: say("conversation.give_back"), exact: true }).click();
  await chat.hears(chat.text("hands.given_back", { name: first.name }));
  await chat.isOffered(chat.text("common.done"));
  const codes = await filesTheRest(chat);
  await bubble(desk, codes.number).first().waitFor({ timeout: CROSSING_MS });
  await screenshot(desk, `desk-story-${language}-filed`);
  const { id } = found.parse(await first.call("GET", `/tracking-numbers/${codes.number}`));
  await desk.context().close();
  return { chat, id, ...codes };
}

/** Reviewed, asked and answered, decided; the customer rejects it with a reason. */
export async function decidedAndRejected(
  stage: DeskStage,
  language: StoryLanguage,
  { first }: StoryStaff,
  { chat, id, number }: { readonly chat: ChatPage; readonly id: string; readonly number: string },
): Promise<void> {
  const mine = spoken[language];
  const at = await complaintAt(stage, first, id);
  await at.begins("first_review");
  await at.sends();
  await at.begins("ask");
  await at.fills(deskText(language)("complaint.ask.text"), mine.question);
  await at.sends();
  await chat.hears(mine.question);
  await chat.writes(mine.answer);
  await chat.presses(chat.text("question.send"));
  await chat.hears(chat.text("question.told"));
  await at.page.getByText(mine.answer).first().waitFor({ timeout: CROSSING_MS });
  await decides(at, language);
  await chat.hears(mine.report);
  await chat.presses(chat.text("consent.reject"));
  await chat.hears(chat.text("notice.second_evaluation", { number: { code: number } }));
  await chat.writes(mine.reason);
  await chat.hears(number);
  await at.page.getByText(mine.reason).first().waitFor({ timeout: CROSSING_MS });
  await screenshot(at.page, `desk-story-${language}-rejected`);
  await at.page.context().close();
}

/** Decided again by somebody else, with two things to choose from. Leaves their window open. */
export async function decidedAgain(
  stage: DeskStage,
  language: StoryLanguage,
  { second }: StoryStaff,
  { chat, id }: { readonly chat: ChatPage; readonly id: string },
): Promise<ComplaintAtDesk> {
  const mine = spoken[language];
  await second.call("POST", `/complaints/${id}/commands`, { kind: "assign", evaluator: second.id });
  await second.call("POST", `/complaints/${id}/commands`, secondDecision(language));
  const at = await complaintAt(stage, second, id);
  await chat.hears(mine.alternatives[1]);
  return at;
}

/** Accepts the second alternative in the chat. */
export async function acceptsInChat(language: StoryLanguage, { chat }: { readonly chat: ChatPage }): Promise<void> {
  await chat.presses(chat.text("consent.accept"));
  await chat.hears(chat.text("consent.which_solution"));
  const title = spoken[language].alternatives[1];
  await chat.page.locator(".suggestion").filter({ hasText: title }).click();
}

/** Accepts the second alternative on the customer's page instead of in the chat. */
export async function acceptsOnSite(
  stage: DeskStage,
  language: StoryLanguage,
  { number, passcode }: { readonly number: string; readonly passcode: string },
): Promise<void> {
  const text = sayIn(language, "Asia/Tehran");
  const page = await followed(stage, language, { number, passcode });
  await page
    .getByText(text("consent.alternative", { key: "b", title: spoken[language].alternatives[1] }))
    .last()
    .click();
  await page.getByRole("button", { name: text("consent.accept"), exact: true }).click();
  await page.getByText(text("status.closed"), { exact: true }).first().waitFor();
}

/** The customer's page of a complaint, opened by number and passcode in a browser of its own. */
async function followed(
  stage: DeskStage,
  language: StoryLanguage,
  { number, passcode }: { readonly number: string; readonly passcode: string },
): Promise<Page> {
  const text = sayIn(language, "Asia/Tehran");
  const context = await stage.profile({ locale: language });
  const page = await context.newPage();
  await page.goto(`${stage.url}/follow?n=${number}&lang=${language}`);
  await page.getByLabel(text("view.passcode")).fill(passcode);
  await page.getByRole("button", { name: text("site.follow.enter") }).click();
  await page.locator("form.action").first().waitFor();
  return page;
}

/** The promise is kept, and the manager goes from the board's figure to the complaint. */
export async function carriedOutAndCounted(
  stage: DeskStage,
  language: StoryLanguage,
  { manager }: StoryStaff,
  at: ComplaintAtDesk,
  { id, number }: { readonly id: string; readonly number: string },
): Promise<void> {
  await at.isIn("closed");
  const awaited = at.page.getByText(deskText(language)("complaint.remedies.awaited"));
  await awaited.waitFor();
  await at.begins("carry_out_remedy");
  await at.sends();
  await awaited.waitFor({ state: "detached" });
  await screenshot(at.page, `desk-story-${language}-carried-out`);
  const { complaint } = detail.parse(await manager.call("GET", `/complaints/${id}`));
  expect(complaint).toMatchObject({ status: "closed", closing: "accepted" });

  const board = await stage.window(manager, { path: "/board" });
  await board
    .getByRole("link", { name: new RegExp(`^${sayIn(language, "Asia/Tehran")("board.figure.received")}`, "u") })
    .first()
    .click();
  await board.getByRole("row").getByRole("link", { name: number }).click({ timeout: CROSSING_MS });
  await board.waitForURL(new RegExp(`/desk/complaints/${id}$`, "u"));
  await new ComplaintAtDesk(board).isIn("closed");
  await screenshot(board, `desk-story-${language}-closed`);
  expect(await seriousFindings(board)).toEqual([]);
}

async function complaintAt(stage: DeskStage, agent: StagedAgent, id: string): Promise<ComplaintAtDesk> {
  const page = await stage.window(agent, { path: `/complaints/${id}` });
  await page.locator("[data-complaint]").waitFor();
  return new ComplaintAtDesk(page);
}
