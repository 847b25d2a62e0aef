import { UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { useLanguage } from "../../language/language-provider.tsx";
import classes from "./transcript.module.css";

/** Longer words are folded: a screen holds some eight hundred letters of a bubble. */
const LONG = 900;
const LINES = 14;

const link = /(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]}»])/gu;

/** Words of anybody, each paragraph in its own direction, folded where they are long; addresses can be opened. */
export function LongText({ text }: { readonly text: string }) {
  const { say } = useLanguage();
  const [open, setOpen] = useState(false);
  const isLong = text.length > LONG || text.split("\n").length > LINES;
  const shown = isLong && !open ? folded(text) : text;
  return (
    <div className={classes["words"]}>
      {shown.split("\n").map((paragraph, index) => (
        <p key={index} dir="auto" className={classes["paragraph"]}>
          {linked(paragraph)}
        </p>
      ))}
      {isLong ? (
        <UnstyledButton className={classes["more"]} aria-expanded={open} onClick={() => setOpen(!open)}>
          {say(open ? "conversation.fold" : "conversation.unfold")}
        </UnstyledButton>
      ) : null}
    </div>
  );
}

function folded(text: string): string {
  const lines = text.split("\n").slice(0, LINES).join("\n");
  return `${lines.slice(0, LONG).trimEnd()} …`;
}

function linked(paragraph: string) {
  if (paragraph === "") return "\u00a0";
  return paragraph.split(link).map((piece, index) =>
    index % 2 === 1 ? (
      <a key={`${String(index)} ${piece}`} href={piece} target="_blank" rel="noopener noreferrer nofollow" dir="ltr">
        {piece}
      </a>
    ) : (
      piece
    ),
  );
}
