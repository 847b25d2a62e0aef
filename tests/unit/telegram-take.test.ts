import { expect, it } from "@jest/globals";
import { readFileSync } from "node:fs";
import { createTake } from "../../bots/telegram/take.ts";
import type { Inbound } from "../../core/channel/inbound.ts";

const update = (name: string): unknown =>
  (JSON.parse(readFileSync(`tests/fixtures/telegram/${name}.json`, "utf8")) as { update: unknown }).update;

/** What the core is handed for one update by the bot of this id. */
async function taken(botId: string, name: string): Promise<Inbound | undefined> {
  let received: Inbound | undefined;
  const take = createTake({
    api: {
      botId,
      call: () => Promise.reject(new Error("nothing is called")),
      fileUrl: () => new URL("http://127.0.0.1/"),
    },
    errands: { run: () => undefined, settled: () => Promise.resolve() },
    hintGroup: () => undefined,
    receive: async (inbound) => {
      received = inbound;
    },
    noteReach: () => Promise.resolve(),
    meter: { refusedInput: () => undefined },
    report: (fault) => {
      throw fault;
    },
  });
  await take(update(name));
  return received;
}

it("tells one bot's messages from those that have the same numbers with another", async () => {
  const [ours, theirs] = [await taken("123", "text"), await taken("456", "text")];
  expect(ours?.externalId).not.toBe(theirs?.externalId);
  expect(ours?.address).toEqual(theirs?.address);
});

it("names the message that was edited as it was named when it came", async () => {
  const [said, edited] = [await taken("123", "text"), await taken("123", "edited-text")];
  expect(edited?.reply).toMatchObject({ kind: "edit", of: said?.externalId });
});
