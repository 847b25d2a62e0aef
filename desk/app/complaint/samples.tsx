import { Button, Stack, Text, Timeline } from "@mantine/core";
import { useLanguage } from "../language/language-provider.tsx";
import { Section } from "./section.tsx";
import { useSteps } from "./steps-context.ts";
import type { ComplaintDetail } from "./use-complaint.ts";
import { useNames } from "./use-names.ts";

/** Samples on their way from the customer to the examination. */
export function Samples({ complaint: { samples } }: ComplaintDetail) {
  const { say } = useLanguage();
  const names = useNames();
  const { begin, isAllowed } = useSteps();
  if (samples.length === 0) return null;
  return (
    <Section title={say("complaint.samples")}>
      {samples.map(({ id, what, steps }) => (
        <Stack key={id} gap="xs">
          <Text size="sm" fw={600} dir="auto">
            {what}
          </Text>
          <Timeline active={steps.length} bulletSize={14} lineWidth={2}>
            {steps.map(({ state, at, by, note }) => (
              <Timeline.Item key={state} title={say("complaint.sample", { state })}>
                <Text size="xs" c="dimmed">
                  {say("complaint.done.by", { who: names.actor(by), at: new Date(at) })}
                </Text>
                {note !== undefined && (
                  <Text size="sm" dir="auto">
                    {note}
                  </Text>
                )}
              </Timeline.Item>
            ))}
          </Timeline>
          {steps.at(-1)?.state !== "examined" && isAllowed("move_sample") && (
            <Button size="compact-sm" variant="light" w="fit-content" onClick={() => begin("move_sample", id)}>
              {say("complaint.step.move_sample")}
            </Button>
          )}
        </Stack>
      ))}
    </Section>
  );
}
