import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { z } from "zod";
import { DeskStage } from "../support/desk-stage.ts";
import { customerAt } from "../support/desk-visitor.ts";

/** What an agent with a slow line waits for before the first conversation shows. */
const MOST_BYTES = 350 * 1024;

const listed = z.object({ rows: z.array(z.object({ id: z.string() })).min(1) });

let stage: DeskStage;

// Everything is built and started anew first, which takes its time on a busy machine.
jest.setTimeout(240_000);

beforeAll(async () => {
  stage = await DeskStage.open();
});
afterAll(() => stage.close());

test.each(["en", "fa"] as const)(
  "the desk loads 350 KB at most before its first conversation shows, in %s",
  async (language) => {
    const agent = await stage.agent(language === "fa" ? "Mina" : "Joan", { language });
    const chat = await customerAt(stage, language);
    await chat.presses(chat.text("menu.person"));
    await chat.writes("The tin leaks.");
    const [first] = listed.parse(await agent.call("GET", "/conversations?view=waiting")).rows;
    const context = await stage.profile({ extraHTTPHeaders: { "accept-encoding": "gzip" } });
    await context.request.post(`${stage.url}/api/v1/sign-in`, {
      headers: { origin: stage.url },
      data: { email: agent.email, password: agent.password },
    });
    const page = await context.newPage();
    const sizes: Promise<number>[] = [];
    page.on("requestfinished", (request) => {
      if (request.url().includes("/desk/assets/"))
        sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
    });
    await page.goto(`${stage.url}/desk/conversations/${first?.id ?? ""}`);
    await page.getByRole("log").getByText("The tin leaks.").waitFor();
    const loaded = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    expect(loaded).toBeGreaterThan(50 * 1024);
    expect(loaded).toBeLessThanOrEqual(MOST_BYTES);
  },
);
