import { setTimeout as wait } from "node:timers/promises";
import sharp from "sharp";
import { startVisitors } from "../../tests/support/steady-visitors.ts";
import { countOf, withPostgres } from "../ledger/stored-rows.ts";
import { onceCalled } from "./provider-calls.ts";
import type { Fault, Stage } from "./stage.ts";

/** A file is lent for two minutes to the process that fetches it; another takes over afterwards. */
const FETCHED_MS = 180_000;
/** A filing takes a visitor of the web chat a second or two; this is far less than one answer of a slow Telegram for each of its questions. */
const ELSEWHERE_MS = 20_000;
const SLOW_MS = 3_000;

/** What happens beside the conversations: files, and other channels. */
export const besideFaults: readonly Fault[] = [
  {
    number: 1,
    name: "killed while a photo is fetched",
    ours: true,
    happen: async (stage) => {
      const { telegram, bot } = stage;
      const person = telegram.person({ language: "en" });
      await person.starts();
      telegram.trouble("file", { kind: "slow", ms: 10_000 });
      const asked = onceCalled(telegram, "getFile");
      await person.sendsFile({ bytes: await photo() });
      await asked;
      await wait(300);
      await bot.kill();
      telegram.calm();
      await bot.start();
      const deadline = performance.now() + FETCHED_MS;
      while ((await keptPhotos(stage)) === 0 && performance.now() < deadline) await wait(200);
      stage.expects("the photo is kept once", (await keptPhotos(stage)) === 1);
    },
  },
  {
    number: 4,
    name: "Telegram is slow, and the web chat is not",
    ours: true,
    happen: async ({ telegram, bot, expects }) => {
      telegram.trouble("sendMessage", { kind: "slow", ms: SLOW_MS }, 100);
      const begun = performance.now();
      const visitors = startVisitors([bot.url], 2);
      await visitors.untilFiled(2);
      expects("the web chat is as fast as ever", performance.now() - begun < ELSEWHERE_MS);
      await visitors.stop();
      telegram.calm();
    },
  },
];

function photo(): Promise<Buffer> {
  return sharp({ create: { width: 320, height: 240, channels: 3, background: "#884422" } })
    .jpeg()
    .toBuffer();
}

function keptPhotos({ databaseUrl }: Stage): Promise<number> {
  return withPostgres(databaseUrl, (rows) =>
    countOf(rows, "SELECT count(*)::int AS count FROM attachment WHERE state = 'stored'"),
  );
}
