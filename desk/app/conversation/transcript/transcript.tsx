import { Alert, Button, Loader, Skeleton } from "@mantine/core";
import { useMemo } from "react";
import type { ReactNode } from "react";
import { useLanguage } from "../../language/language-provider.tsx";
import { useAgents } from "../../shell/use-agents.ts";
import { useOrganisation } from "../../shell/use-organisation.ts";
import { useConversation } from "../use-conversation.ts";
import type { UnsentWords } from "../unsent/unsent-words.ts";
import { MessageBubble } from "./message-bubble.tsx";
import { ownershipWords } from "./ownership-words.ts";
import { transcriptLines } from "./transcript-lines.ts";
import type { TranscriptLine } from "./transcript-lines.ts";
import { UnsentBubble } from "./unsent-bubble.tsx";
import type { UnsentActs } from "./unsent-bubble.tsx";
import { useMessages } from "./use-messages.ts";
import { useReadingPlace } from "./use-reading-place.ts";
import classes from "./transcript.module.css";
import "../tones.css";

interface TranscriptParts {
  /** Of the conversation. */
  readonly id: string;
  readonly unsent?: { readonly words: readonly UnsentWords[]; readonly acts: UnsentActs };
  /** Hears of the newest message that the reader has had before their eyes. */
  readonly onSeen?: (seq: number) => void;
  readonly takeBack?: (messageId: string) => void;
}

const nothing: readonly UnsentWords[] = [];

/** All that was said in one conversation, the newest at the end; older messages are read on the way up. */
export function Transcript({ id, unsent, onSeen, takeBack }: TranscriptParts) {
  const { say, timeZone } = useLanguage();
  const { data: detail } = useConversation(id);
  const messages = useMessages(id);
  const { rows } = messages;
  const words = unsent?.words ?? nothing;
  const ownerships = detail?.ownerships;
  const lines = useMemo(
    () => transcriptLines({ rows, ownerships: ownerships ?? [], unsent: words, timeZone }),
    [rows, ownerships, words, timeZone],
  );
  const place = useReadingPlace({ rows, count: lines.length, messages, ...(onSeen === undefined ? {} : { onSeen }) });
  if (messages.isError && rows.length === 0) return <Trouble retry={() => void messages.refetch()} />;
  if (messages.isPending) return <Loading />;
  return (
    <div className={classes["frame"]}>
      <div
        ref={place.box}
        className={classes["scroll"]}
        role="log"
        aria-label={say("conversation.transcript")}
        aria-live="polite"
        // A region that scrolls has to be reached by keyboard.
        tabIndex={0}
        onScroll={place.scrolled}
      >
        <Older messages={messages} />
        {lines.map((line) => (
          <Line
            key={line.key}
            line={line}
            files={messages.files}
            customerName={detail?.customer?.name ?? say("conversation.customer")}
            takeBack={takeBack}
            acts={unsent?.acts}
          />
        ))}
      </div>
      {place.fresh > 0 ? (
        <div className={classes["fresh"]}>
          <Button size="compact-sm" radius="xl" onClick={place.toEnd}>
            {say("conversation.fresh", { count: place.fresh })}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

interface LineParts {
  readonly line: TranscriptLine;
  readonly files: ReturnType<typeof useMessages>["files"];
  readonly customerName: string;
  readonly takeBack: TranscriptParts["takeBack"];
  readonly acts: UnsentActs | undefined;
}

function Line({ line, files, customerName, takeBack, acts }: LineParts): ReactNode {
  switch (line.kind) {
    case "day":
      return <Day at={line.at} />;
    case "ownership":
      return <OwnershipLine line={line} />;
    case "message":
      return (
        <div
          className={classes["row"]}
          data-side={line.message.direction === "in" ? "theirs" : "own"}
          data-follows={line.follows}
        >
          <MessageBubble
            message={line.message}
            editedTo={line.editedTo}
            follows={line.follows}
            files={files}
            customerName={customerName}
            {...(takeBack === undefined || line.message.author.kind !== "agent" ? {} : { takeBack })}
          />
        </div>
      );
    case "unsent":
      return acts === undefined ? null : (
        <div className={classes["row"]} data-side="own">
          <UnsentBubble words={line.words} acts={acts} />
        </div>
      );
  }
}

function Day({ at }: { readonly at: Date }) {
  const { say } = useLanguage();
  return (
    <div className={classes["day"]}>
      <time dateTime={at.toISOString()}>{say("conversation.day", { at })}</time>
    </div>
  );
}

function OwnershipLine({ line }: { readonly line: Extract<TranscriptLine, { readonly kind: "ownership" }> }) {
  const { say } = useLanguage();
  const { nameOf } = useAgents();
  const { departmentName } = useOrganisation();
  const agentName = (id: string | undefined): string => nameOf(id) ?? say("conversation.agent");
  const { note } = line.ownership;
  return (
    <div className={classes["line"]}>
      <span>{ownershipWords(line.ownership, { say, agentName, departmentName })}</span>
      {note === undefined ? null : <q dir="auto">{say("conversation.line.note", { note })}</q>}
      <time dateTime={line.at.toISOString()}>{say("conversation.at", { at: line.at })}</time>
    </div>
  );
}

function Older({ messages }: { readonly messages: ReturnType<typeof useMessages> }) {
  const { say } = useLanguage();
  if (!messages.hasOlder) return <p className={classes["older"]}>{say("conversation.beginning")}</p>;
  return (
    <div className={classes["older"]}>
      <Button
        size="compact-sm"
        variant="default"
        loading={messages.isReadingOlder}
        onClick={messages.readOlder}
        loaderProps={{ children: <Loader size="xs" /> }}
      >
        {say("conversation.older")}
      </Button>
    </div>
  );
}

function Trouble({ retry }: { readonly retry: () => void }) {
  const { say } = useLanguage();
  return (
    <Alert color="red" m="md" title={say("conversation.unread")}>
      <Button size="compact-sm" variant="light" onClick={retry}>
        {say("conversation.retry")}
      </Button>
    </Alert>
  );
}

function Loading() {
  const { say } = useLanguage();
  return (
    <div className={classes["frame"]} aria-busy="true" aria-label={say("shell.loading")}>
      <div className={classes["scroll"]}>
        {["60%", "40%", "70%", "50%"].map((width, index) => (
          <Skeleton key={width} h={44} w={width} mb="sm" ms={index % 2 === 0 ? 0 : "auto"} radius="md" />
        ))}
      </div>
    </div>
  );
}
