import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { DeskStage } from "../support/desk-stage.ts";
import {
  acceptsInChat,
  acceptsOnSite,
  carriedOutAndCounted,
  decidedAgain,
  decidedAndRejected,
  filesWithHelp,
  storyStaff,
} from "../support/desk-whole-story.ts";

/** A limit for hangs only. */
const LONG_MS = 300_000;

let stage: DeskStage;

beforeAll(async () => {
  stage = await DeskStage.open();
}, LONG_MS);
afterEach(async () => {
  expect(stage.complaints).toEqual([]);
  await stage.leave();
});
afterAll(() => stage.close());

test.each(["fa", "tr"] as const)(
  "the whole story in %s: helped while filing, rejected, decided again, accepted, carried out, counted",
  async (language) => {
    const staff = await storyStaff(stage, language);
    const filed = await filesWithHelp(stage, language, staff);
    await decidedAndRejected(stage, language, staff, filed);
    const at = await decidedAgain(stage, language, staff, filed);
    await (language === "fa" ? acceptsInChat(language, filed) : acceptsOnSite(stage, language, filed));
    await carriedOutAndCounted(stage, language, staff, at, filed);
  },
  LONG_MS,
);
