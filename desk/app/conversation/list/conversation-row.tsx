import { Badge } from "@mantine/core";
import { IconAlertTriangle, IconPaperclip, IconPencil } from "@tabler/icons-react";
import { Link } from "wouter";
import { useLanguage } from "../../language/language-provider.tsx";
import { useAgents } from "../../shell/use-agents.ts";
import { useMe } from "../../shell/use-me.ts";
import { ChannelIcon } from "../channel-icon.tsx";
import { clockTime, dayKey } from "../clock-time.ts";
import type { ConversationRow as Row } from "../conversation-types.ts";
import { WaitingTime } from "./waiting-time.tsx";
import classes from "./list.module.css";

/** One conversation in the list: who, by which channel, the newest words, who has it, how long they wait. */
export function ConversationRow({
  row,
  isOpen,
  isUnread,
  hasDraft,
}: {
  readonly row: Row;
  readonly isOpen: boolean;
  readonly isUnread: boolean;
  readonly hasDraft: boolean;
}) {
  const { say } = useLanguage();
  const { channel, customerName, unreachable } = row;
  return (
    <Link
      href={`/${row.id}${window.location.search}`}
      className={classes["row"]}
      aria-current={isOpen ? "true" : undefined}
      data-unread={isUnread}
      data-conversation={row.id}
    >
      <span className={classes["top"]}>
        <ChannelIcon channel={channel} />
        <bdi className={classes["name"]}>{customerName ?? say("conversation.customer")}</bdi>
        {isUnread ? (
          <Badge size="xs" tt="none">
            {say("conversation.unread_mark")}
          </Badge>
        ) : null}
        {hasDraft ? <IconPencil size={14} role="img" aria-label={say("conversation.has_draft")} /> : null}
        <LastTime row={row} />
      </span>
      <LastWords row={row} />
      <span className={classes["foot"]}>
        <OwnerWords row={row} />
        {unreachable === undefined ? null : <span>{say(`conversation.unreachable.${unreachable.reason}`)}</span>}
        <ComplaintWords row={row} />
      </span>
    </Link>
  );
}

function LastTime({ row: { last, createdAt } }: { readonly row: Row }) {
  const { say, language, timeZone } = useLanguage();
  const at = new Date(last?.at ?? createdAt);
  const isToday = dayKey(at, timeZone) === dayKey(new Date(), timeZone);
  return (
    <time dateTime={at.toISOString()} className={classes["time"]}>
      {isToday ? clockTime(at, language, timeZone) : say("conversation.short_day", { at })}
    </time>
  );
}

function LastWords({ row: { last } }: { readonly row: Row }) {
  const { say } = useLanguage();
  if (last === undefined) return <span className={classes["words"]}>{say("conversation.no_words")}</span>;
  const { author, text, files, failed } = last;
  return (
    <span className={classes["words"]} dir="auto">
      {author === "customer" ? null : <>{say(`conversation.said_by.${author}`)} </>}
      {failed ? <strong>{say("conversation.last_failed")} </strong> : null}
      {files > 0 ? (
        <IconPaperclip size={13} aria-label={say("conversation.files.count", { count: files })} role="img" />
      ) : null}
      {text}
    </span>
  );
}

function OwnerWords({ row: { owner } }: { readonly row: Row }) {
  const { say } = useLanguage();
  const { id: own } = useMe();
  const { nameOf } = useAgents();
  if (owner.kind === "waiting")
    return (
      <>
        <strong>{say(`conversation.waits.${owner.why ?? "asked"}`)}</strong>
        <WaitingTime since={owner.since} promisedAt={owner.promisedAt} />
        {owner.offeredTo === own ? <strong>{say("conversation.offered_to_you")}</strong> : null}
      </>
    );
  if (owner.kind === "bot") return <span>{say("conversation.owner.bot")}</span>;
  return (
    <span>
      {owner.agentId === own
        ? say("conversation.owner.own")
        : say("conversation.owner.agent", { name: nameOf(owner.agentId) ?? say("conversation.agent") })}
    </span>
  );
}

function ComplaintWords({ row: { complaint } }: { readonly row: Row }) {
  const { say } = useLanguage();
  if (complaint === undefined) return null;
  return (
    <span>
      {complaint.safety ? (
        <IconAlertTriangle size={14} role="img" aria-label={say("conversation.safety")} className={classes["safety"]} />
      ) : null}
      <bdi dir="ltr">{say("conversation.number", { number: { code: complaint.number } })}</bdi>
    </span>
  );
}
