import { Anchor, Group, Stack, Tabs, Text } from "@mantine/core";
import { Link } from "wouter";
import { Transcript } from "../conversation/transcript/transcript.tsx";
import { useLanguage } from "../language/language-provider.tsx";
import classes from "./complaint.module.css";
import type { ComplaintDetail } from "./use-complaint.ts";

/** Everything that was said with the customer, each channel by itself, also before the complaint was registered. */
export function Transcripts({ conversations }: ComplaintDetail) {
  const { say } = useLanguage();
  const newest = conversations.toSorted((one, other) =>
    (other.lastInboundAt ?? "").localeCompare(one.lastInboundAt ?? ""),
  );
  const [first] = newest;
  if (first === undefined) return <Text size="sm">{say("complaint.conversations.none")}</Text>;
  return (
    <Tabs defaultValue={first.id} keepMounted={false} className={classes.transcripts}>
      <Tabs.List aria-label={say("complaint.conversations")}>
        {newest.map(({ id, channel }) => (
          <Tabs.Tab key={id} value={id}>
            {say("complaint.channel", { channel })}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {newest.map(({ id }) => (
        <Tabs.Panel key={id} value={id} className={classes.transcript}>
          <Stack gap={4} h="100%">
            <Group justify="flex-end">
              <Anchor component={Link} href={`~/desk/conversations/${id}`} size="sm">
                {say("complaint.conversation.open")}
              </Anchor>
            </Group>
            <Transcript id={id} />
          </Stack>
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
