import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { uuidv7 } from "uuidv7";
import { z } from "zod";
import { freshDatabase } from "../support/postgres.ts";
import { ServerProcess } from "../support/server-process.ts";
import { waitUntil } from "../support/wait-until.ts";

const DIRECT_LINE_SECRET = "k3Vn8Zq2Ws6Xr9Ty1Ub5Ic7Oe4Pd0Lf-Hg_Jm";
const LONG_MS = 240_000;

const opened = z.object({ token: z.string() });
const settings = z.object({ version: z.int(), content: z.record(z.string(), z.unknown()) });
const conversation = z.object({ conversationId: z.string(), token: z.string() });
const said = z.object({
  activities: z.array(
    z.object({
      from: z.object({ role: z.string() }),
      text: z.string().optional(),
      suggestedActions: z.object({ actions: z.array(z.object({ title: z.string() })) }).optional(),
    }),
  ),
});

/** What the menu shall say; the web chat begins in the organisation's first language. */
const words = "بفرمایید، در خدمتیم.";

let one: ServerProcess;
let other: ServerProcess;

beforeAll(async () => {
  const environment = {
    DATABASE_URL: await freshDatabase("empty"),
    DIRECT_LINE_SECRET,
    SECRET_KEY: "b7Qx2nVt9LsKw4Zr8Yc3Hm6Jp1Dg5FaE0uTiRoPk",
  };
  [one, other] = await Promise.all([ServerProcess.prepare(environment), ServerProcess.prepare(environment)]);
  await one.start();
  await other.start();
}, LONG_MS);
afterAll(async () => {
  await Promise.all([one.close(), other.close()]);
});

async function call(url: string, method: string, path: string, token?: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(url + path, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path} answers ${String(answer.status)}: ${await answer.text()}`);
  return answer.json();
}

/** Everything that a customer who writes for the first time is told and offered there. */
async function toldTo(url: string, replies: readonly string[]): Promise<string> {
  const begun = await call(url, "POST", "/v3/directline/tokens/generate", DIRECT_LINE_SECRET, {});
  const { conversationId, token } = conversation.parse(
    await call(url, "POST", "/v3/directline/conversations", z.object({ token: z.string() }).parse(begun).token),
  );
  const path = `/v3/directline/conversations/${conversationId}/activities`;
  for (const text of replies) {
    const activity = { type: "message", text, locale: "en", from: { id: uuidv7() } };
    await call(url, "POST", path, token, activity);
  }
  return JSON.stringify(said.parse(await call(url, "GET", path, token)).activities);
}

it(
  "a text and a category changed at the desk of one process are seen by the next customer of another, without a restart",
  async () => {
    const more = { name: "First", email: "first@example.org", language: "en", bearer: true };
    const { token } = opened.parse(
      await call(one.url, "POST", "/api/v1/setup", undefined, {
        // The one that was started last printed the link that holds.
        token: other.firstToken,
        password: "a stone in the river",
        ...more,
      }),
    );
    expect(await toldTo(other.url, ["menu"])).not.toContain(words);

    const texts = { fa: { "menu.ask": words } };
    await call(one.url, "PUT", "/api/v1/settings/texts", token, { version: 0, content: texts });
    const profile = settings.parse(await call(one.url, "GET", "/api/v1/settings/profile", token));
    const fresh = { key: "leaking", department: "quality", name: { fa: "نشت می‌کند", en: "It leaks" } };
    const categories = [fresh, ...z.array(z.unknown()).parse(profile.content["categories"])];
    await call(one.url, "PUT", "/api/v1/settings/profile", token, {
      version: profile.version,
      content: { ...profile.content, languages: ["fa", "en"], name: { fa: "نو", en: "New Name" }, categories },
    });

    const organisation = z.object({
      categories: z.array(z.object({ key: z.string() })),
      languages: z.array(z.string()),
    });
    await waitUntil(async () => {
      const seen = organisation.parse(await call(other.url, "GET", "/api/v1/organisation", token));
      return seen.categories.some(({ key }) => key === "leaking") && seen.languages.join() === "fa,en";
    });
    expect(await toldTo(other.url, ["menu"])).toContain(words);
    expect(await (await fetch(`${other.url}/?lang=en`)).text()).toContain("New Name");
    const form = await (await fetch(`${other.url}/complain?lang=en`)).text();
    expect(form).toContain("It leaks");
  },
  LONG_MS,
);
