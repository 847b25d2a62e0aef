import { useMemo } from "react";
import { weighWords } from "../../../../core/channel/weigh-words.ts";
import { useLanguage } from "../../language/language-provider.tsx";
import type { DeskTextKey } from "../../language/texts.ts";
import { useMe } from "../../shell/use-me.ts";
import type { Composer } from "../conversation-types.ts";
import { useNow } from "../use-now.ts";
import type { Draft } from "./drafts.ts";
import classes from "./composer.module.css";

const barred: Readonly<Record<string, DeskTextKey>> = {
  channel_off: "conversation.said.channel_off",
  blocked: "conversation.said.blocked",
  opted_out: "conversation.said.opted_out",
  unreachable: "conversation.said.unreachable",
};

/** What becomes of words on this channel: whether they go out now, until when, and what else there is to know. */
export function ChannelLine({ composer }: { readonly composer: Composer }) {
  const { say } = useLanguage();
  const { words, why, answersAt } = composer;
  if (words === "not")
    return (
      <p className={classes["channel"]} data-tone="bad" role="status">
        {say(barred[why ?? ""] ?? "conversation.said.channel_off")}
      </p>
    );
  return (
    <>
      <WindowLine composer={composer} />
      {answersAt === undefined ? null : <p className={classes["channel"]}>{say("conversation.said.one_way")}</p>}
    </>
  );
}

/** How long free words can still be sent, or that they wait. */
function WindowLine({ composer: { words, windowEndsAt } }: { readonly composer: Composer }) {
  const { say } = useLanguage();
  const now = useNow(15_000);
  const endsAt = windowEndsAt === undefined ? undefined : new Date(windowEndsAt);
  if (words === "now" && endsAt === undefined) return null;
  if (words === "now" && endsAt !== undefined && endsAt.getTime() > now) return <Countdown endsAt={endsAt} now={now} />;
  return (
    <p className={classes["channel"]} data-tone="waiting" role="status">
      {say("conversation.said.waits_invited")}
    </p>
  );
}

/** A window that is nearly over is shown in another colour, and in words. */
const NEARLY_MS = 60 * 60_000;

function Countdown({ endsAt, now }: { readonly endsAt: Date; readonly now: number }) {
  const { say } = useLanguage();
  const left = endsAt.getTime() - now;
  const hours = Math.floor(left / 3_600_000);
  const minutes = Math.ceil((left % 3_600_000) / 60_000);
  return (
    <p className={classes["channel"]} data-tone={left < NEARLY_MS ? "waiting" : "calm"}>
      {say("conversation.said.window", { hours, minutes, at: endsAt })}
    </p>
  );
}

/** How long the words are, in how many messages or SMS parts they go, and what the choices become. */
export function WeightLine({ draft, composer }: { readonly draft: Draft; readonly composer: Composer }) {
  const { say } = useLanguage();
  const { name } = useMe();
  const { text, choices } = draft;
  const weight = useMemo(
    () =>
      weighWords(
        {
          text,
          language: composer.language,
          choices: choices.map((label, index) => ({ token: String(index), label })),
          author: { kind: "agent", name },
        },
        composer.room,
        composer.answerByNumber,
      ),
    [text, choices, composer, name],
  );
  if (text === "" && choices.length === 0) return <span className={classes["hint"]} />;
  return (
    <span className={classes["hint"]} aria-live="polite" data-testid="weight">
      {say("conversation.weight.letters", { count: text.length })}
      {weight.sms === undefined
        ? weight.messages > 1 && ` · ${say("conversation.weight.messages", { count: weight.messages })}`
        : ` · ${say(`conversation.weight.${weight.sms.encoding}`, { count: weight.sms.parts })}`}
      {choices.length === 0 ? null : ` · ${say(`conversation.weight.${weight.layout}`)}`}
    </span>
  );
}
