import type { Locator, Page } from "playwright-core";

/** One complaint in an agent's window, worked on as an agent works on it. */
export class ComplaintAtDesk {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** The form that is open. */
  get form(): Locator {
    return this.page.locator("[data-form] form");
  }

  /** Waits until the complaint is shown in this status. */
  async isIn(status: string): Promise<void> {
    await this.page.locator(`[data-status="${status}"]`).waitFor();
  }

  /** Opens the form of a step by its button. */
  async begins(step: string): Promise<void> {
    await this.page.locator(`[data-step="${step}"]`).click();
    await this.page.locator(`[data-form="${step}"] form`).waitFor();
  }

  /** Fills the field with this label, in the form that is open. */
  async fills(label: string, words: string): Promise<void> {
    await this.form.getByLabel(label).fill(words);
  }

  /** Sends the form, and waits until it was carried out: the undo is over. */
  async sends(): Promise<void> {
    const carriedOut = this.page.waitForResponse((response) => /\/(commands|passcode)$/u.test(response.url()));
    await this.form.locator('button[type="submit"]').click();
    const response = await carriedOut;
    if (!response.ok()) throw new Error(`refused: ${await response.text()}`);
    await this.page.locator("[data-form]").waitFor({ state: "detached" });
  }

  /** What the form says that the customer reads on a channel, each text by itself. */
  async preview(channel: string): Promise<readonly string[]> {
    const shown = this.form.locator(`[data-channel="${channel}"] [lang]`);
    await shown.first().waitFor();
    return shown.allInnerTexts();
  }

  /** Why a step is not possible now, in the words that the desk shows. */
  async reasonAgainst(step: string): Promise<string> {
    const refused = this.page.locator(`[data-refused="${step}"]`);
    if (!(await refused.isVisible()))
      await this.page.locator("section", { has: refused }).locator("[aria-expanded]").first().click();
    await refused.waitFor();
    return refused.innerText();
  }
}
