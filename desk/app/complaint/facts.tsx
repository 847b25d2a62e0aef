import { ActionIcon, CopyButton, Group, Text, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useLanguage } from "../language/language-provider.tsx";
import classes from "./complaint.module.css";

/** Names with their values, one beneath the other. */
export function Facts({ children }: { readonly children: ReactNode }) {
  return <dl className={classes.facts}>{children}</dl>;
}

/** One line of them; nothing where there is no value. A string is somebody's words, in their own direction; a sentence of ours is given as an element. */
export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  if (children === undefined || children === "") return null;
  return (
    <div className={classes.fact}>
      <Text component="dt" size="sm" c="dimmed">
        {name}
      </Text>
      <Text component="dd" size="sm" m={0}>
        {typeof children === "string" ? <bdi>{children}</bdi> : children}
      </Text>
    </div>
  );
}

/** A number or code in Latin letters and digits, which a click copies. */
export function Code({ name, value }: { readonly name: string; readonly value: string }) {
  const { say } = useLanguage();
  return (
    <Group gap={4} wrap="nowrap" display="inline-flex">
      <bdi dir="ltr" className={classes.code}>
        {value}
      </bdi>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Tooltip label={say(copied ? "complaint.copied" : "complaint.copy", { name })}>
            <ActionIcon
              size="sm"
              variant="subtle"
              onClick={copy}
              aria-label={say(copied ? "complaint.copied" : "complaint.copy", { name })}
            >
              {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </Group>
  );
}

/** Words as somebody wrote them: in their own direction, with their own lines. */
export function Words({ children, lang }: { readonly children: string; readonly lang?: string }) {
  return (
    <Text size="sm" dir="auto" {...(lang === undefined ? {} : { lang })} className={classes.words}>
      {children}
    </Text>
  );
}
