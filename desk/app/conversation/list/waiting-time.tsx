import { useLanguage } from "../../language/language-provider.tsx";
import { useNow } from "../use-now.ts";
import classes from "./list.module.css";

const MINUTE = 60_000;

/** Longer than this, somebody has waited too long by anybody's measure. */
const LONG_MINUTES = 15;

/** How long a customer has waited, ticking, and when they were promised somebody. */
export function WaitingTime({
  since,
  promisedAt,
}: {
  readonly since: string | undefined;
  readonly promisedAt?: string | undefined;
}) {
  const { say } = useLanguage();
  const now = useNow(10_000);
  if (since === undefined) return null;
  const minutes = Math.max(0, Math.floor((now - Date.parse(since)) / MINUTE));
  return (
    <span className={classes["waiting"]} data-long={minutes >= LONG_MINUTES}>
      <time dateTime={since}>{waited(minutes, say)}</time>
      {promisedAt === undefined ? null : ` · ${say("conversation.promised", { at: new Date(promisedAt) })}`}
    </span>
  );
}

function waited(minutes: number, say: ReturnType<typeof useLanguage>["say"]): string {
  if (minutes < 1) return say("conversation.waited.now");
  if (minutes < 60) return say("conversation.waited.minutes", { count: minutes });
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return say("conversation.waited.hours", { count: hours, minutes: minutes % 60 });
  return say("conversation.waited.days", { count: Math.floor(hours / 24) });
}
