import { Alert, Button, Stack, Text } from "@mantine/core";
import { IconPhoneCall, IconSendOff } from "@tabler/icons-react";
import { useLanguage } from "../language/language-provider.tsx";
import { Code } from "./facts.tsx";
import { Section } from "./section.tsx";
import { useSteps } from "./steps-context.ts";
import { presentRound } from "./use-complaint.ts";
import type { ComplaintDetail } from "./use-complaint.ts";

/** What did not reach the customer, why, and what to do; a decision that nothing could carry has to be told by telephone. */
export function Deliveries({ complaint, events, customer }: ComplaintDetail) {
  const { say } = useLanguage();
  const failed = events.filter(({ kind }) => kind === "notice_failed");
  const round = presentRound(complaint);
  const isUntold = round?.decision !== undefined && round.toldAt === undefined;
  const inVain =
    isUntold && events.some(({ kind, facts }) => kind === "told_in_vain" && facts["round"] === round.round);
  if (failed.length === 0 && !inVain) return null;
  return (
    <Section title={say("complaint.deliveries")}>
      {inVain && <CallTask phone={customer?.phone} />}
      {failed.toReversed().map(({ id, at, facts }) => (
        <Alert key={id} color="orange" variant="light" icon={<IconSendOff />}>
          <Text size="sm">
            {say("complaint.delivery.failed", {
              purpose: String(facts["purpose"]).split(".")[0] ?? "other",
              channel: String(facts["channel"]),
              at: new Date(at),
            })}
          </Text>
          <Text size="sm">{say("complaint.delivery.why", { trouble: String(facts["trouble"]) })}</Text>
          <Text size="sm">
            {say(facts["last"] === true ? "complaint.delivery.last" : "complaint.delivery.elsewhere")}
          </Text>
        </Alert>
      ))}
    </Section>
  );
}

function CallTask({ phone }: { readonly phone: string | undefined }) {
  const { say } = useLanguage();
  const { begin, isAllowed } = useSteps();
  return (
    <Alert color="red" icon={<IconPhoneCall />} title={say("complaint.call")}>
      <Stack gap="xs">
        <Text size="sm">{say(phone === undefined ? "complaint.call.no_phone" : "complaint.call.phone")}</Text>
        {phone !== undefined && <Code name={say("complaint.phone")} value={phone} />}
        {isAllowed("told") && (
          <Button size="compact-sm" w="fit-content" onClick={() => begin("told")}>
            {say("complaint.step.told")}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
