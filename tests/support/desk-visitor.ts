import type { Page } from "playwright-core";
import type { Language } from "../../core/language/language.ts";
import { ChatPage } from "./chat-page.ts";
import type { DeskStage } from "./desk-stage.ts";

/** A customer who opens the web chat of the staged server, in a browser profile of their own. */
export async function customerAt(stage: DeskStage, language: Language): Promise<ChatPage> {
  const context = await stage.profile({ locale: language });
  const page = await context.newPage();
  await page.goto(`${stage.url}/chat?lang=${language}`);
  const chat = new ChatPage(page, language);
  await page.getByRole("textbox").waitFor();
  return chat;
}

/** The bubble in the desk's transcript that says `words`. */
export function bubble(desk: Page, words: string) {
  return desk.getByRole("log").getByRole("article").filter({ hasText: words });
}
