import { Button, Group } from "@mantine/core";
import { useEffect, useState } from "react";
import { useLanguage } from "../../language/language-provider.tsx";
import type { UnsentWords } from "../unsent/unsent-words.ts";
import { LongText } from "./long-text.tsx";
import classes from "./transcript.module.css";

/** What can be done with words that are not sent yet. */
export interface UnsentActs {
  /** Takes them out of the line and back into the composer. */
  readonly edit: (words: UnsentWords) => void;
  /** Sends them in spite of what came meanwhile. */
  readonly sendAnyway: (words: UnsentWords) => void;
  readonly drop: (words: UnsentWords) => void;
}

/** Words on their way to the server, and why they are not there yet. */
export function UnsentBubble({ words, acts }: { readonly words: UnsentWords; readonly acts: UnsentActs }) {
  const { say } = useLanguage();
  return (
    <article className={classes["bubble"]} data-author="unsent" data-state={words.state}>
      <LongText text={words.text} />
      {words.files.map(({ id, name }) => (
        <bdi key={id} className={classes["meta"]}>
          {name}
        </bdi>
      ))}
      {words.choices.length === 0 ? null : (
        <div className={classes["choices"]}>
          <ul>
            {words.choices.map((label) => (
              <li key={label} dir="auto">
                {label}
              </li>
            ))}
          </ul>
        </div>
      )}
      <footer className={classes["foot"]}>
        <State words={words} />
      </footer>
      <Group gap="xs" mt={4}>
        {words.state === "held" ? (
          <Button size="compact-sm" variant="light" onClick={() => acts.edit(words)}>
            {say("conversation.undo")}
          </Button>
        ) : null}
        {words.state === "refused" ? <Refused words={words} acts={acts} /> : null}
      </Group>
    </article>
  );
}

function Refused({ words, acts }: { readonly words: UnsentWords; readonly acts: UnsentActs }) {
  const { say } = useLanguage();
  return (
    <>
      <Button size="compact-sm" variant="light" onClick={() => acts.edit(words)}>
        {say("conversation.unsent.edit")}
      </Button>
      <Button size="compact-sm" variant="light" onClick={() => acts.sendAnyway(words)}>
        {say(isStale(words) ? "conversation.unsent.anyway" : "conversation.unsent.again")}
      </Button>
      <Button size="compact-sm" variant="subtle" color="red" onClick={() => acts.drop(words)}>
        {say("conversation.unsent.drop")}
      </Button>
    </>
  );
}

/** Whether they were held back because the customer wrote meanwhile. */
export function isStale({ problem }: UnsentWords): boolean {
  return problem?.key === "refusal.customer_wrote_meanwhile";
}

function State({ words }: { readonly words: UnsentWords }) {
  const { say } = useLanguage();
  const seconds = useSecondsUntil(words.dueAt);
  switch (words.state) {
    case "held":
      return <span data-tone="waiting">{say("conversation.unsent.held", { seconds })}</span>;
    case "sending":
      return <span role="status">{say("conversation.unsent.sending")}</span>;
    case "waiting":
      return (
        <span role="status" data-tone="waiting" className={classes["delivery"]}>
          {say("conversation.unsent.waiting")}
        </span>
      );
    case "refused":
      return (
        <span role="alert" data-tone="bad" className={classes["delivery"]}>
          {words.problem?.text}
        </span>
      );
  }
}

function useSecondsUntil(at: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), 500);
    return () => window.clearInterval(timer);
  }, []);
  return Math.max(0, Math.ceil((at - now) / 1_000));
}
