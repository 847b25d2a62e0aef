import type { Page } from "playwright-core";
import type { Language } from "../../core/language/language.ts";
import { sayIn } from "../../core/language/say.ts";
import type { TextArgs, TextKey } from "../../core/language/text-key.ts";
import { seriousFindings } from "./chromium.ts";
import type { AccessibilityFinding } from "./chromium.ts";

/** A limit for hangs only. */
const HEARD_MS = 30_000;

/** The widget on a page, used as a customer uses it. */
export class ChatPage {
  readonly page: Page;
  readonly #language: Language;

  constructor(page: Page, language: Language) {
    this.page = page;
    this.#language = language;
  }

  /** Opens the window by its round button. */
  async opens(): Promise<void> {
    await this.page.locator(".launcher").click();
    await this.page.getByRole("textbox").waitFor();
  }

  /** Writes, and waits until it stands in the log as sent. */
  async writes(words: string): Promise<void> {
    const said = await this.#said();
    await this.page.getByRole("textbox").fill(words);
    await this.page.locator(".send").click();
    await this.#isSaid(said + 1);
  }

  /** Presses the button on offer that says just this. */
  async presses(label: string): Promise<void> {
    const said = await this.#said();
    await this.page.locator(".suggestion").getByText(label, { exact: true }).click();
    await this.#isSaid(said + 1);
  }

  /** Waits until our side has said this since the customer's last word. */
  async hears(words: string): Promise<void> {
    const heard = this.page.waitForFunction(
      (wanted) => {
        const said = [...(document.querySelector("redress-chat")?.shadowRoot?.querySelectorAll(".message") ?? [])];
        const last = said.findLastIndex(({ classList }) => classList.contains("own"));
        return said
          .slice(last + 1)
          .some(({ textContent }) => textContent.replace(/[\u2066-\u2069]/gu, "").includes(wanted));
      },
      words,
      { timeout: HEARD_MS },
    );
    await heard.catch(async (cause: unknown) => {
      throw new Error(`did not hear “${words}”, but:\n${(await this.log()).slice(-4).join("\n")}`, { cause });
    });
  }

  /** Everything in the log, one line for each message. */
  async log(): Promise<readonly string[]> {
    const texts = await this.page.locator(".message").allInnerTexts();
    return texts.map((text) => text.replace(/[\u2066-\u2069]/gu, ""));
  }

  /** Waits until a button says just this. */
  async isOffered(label: string): Promise<void> {
    await this.page.locator(".suggestion").getByText(label, { exact: true }).waitFor();
  }

  /** Chooses a photo and sends it with the words, if any. */
  async sendsPhoto(name: string, bytes: Buffer): Promise<void> {
    const said = await this.#said();
    await this.page.locator(".attach").click();
    await this.page.locator("input[type=file]").first().setInputFiles({ name, mimeType: "image/jpeg", buffer: bytes });
    await this.page.locator(".send").click();
    await this.#isSaid(said + 1);
  }

  async findings(): Promise<readonly AccessibilityFinding[]> {
    return seriousFindings(this.page);
  }

  /** A text of the catalogue as the customer sees it. */
  text(key: TextKey, args?: TextArgs): string {
    return sayIn(this.#language, "Europe/Istanbul")(key, args).replace(/[\u2066-\u2069]/gu, "");
  }

  async #said(): Promise<number> {
    return this.page.locator(".own").count();
  }

  /** So many messages of the customer's own stand there, and none is still on its way. */
  async #isSaid(count: number): Promise<void> {
    await this.page
      .locator(".own")
      .nth(count - 1)
      .waitFor();
    await this.page.locator(".own progress, .own .trouble").first().waitFor({ state: "detached" });
  }
}
