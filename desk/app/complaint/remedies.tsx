import { Button, Group, Stack, Text, ThemeIcon } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconHourglass, IconPoint } from "@tabler/icons-react";
import { useLanguage } from "../language/language-provider.tsx";
import { noon } from "../shell/fields/reader-calendar.ts";
import { Section } from "./section.tsx";
import { useSteps } from "./steps-context.ts";
import type { ComplaintDetail, RemedySeen } from "./use-complaint.ts";
import { useNames } from "./use-names.ts";

type Standing = "offered" | "promised" | "missed" | "carried_out";

const signs = { offered: IconPoint, promised: IconHourglass, missed: IconAlertTriangle, carried_out: IconCheck };
const colours = { offered: "gray", promised: "blue", missed: "red", carried_out: "teal" };

/** Promises: who does what by when, and what became of each. */
export function Remedies({ remedies }: { readonly remedies: readonly RemedySeen[] }) {
  const { say } = useLanguage();
  if (remedies.length === 0) return null;
  return (
    <Stack gap="xs" component="ul" m={0} p={0} aria-label={say("complaint.remedies")} style={{ listStyle: "none" }}>
      {remedies.map((remedy) => (
        <li key={remedy.id}>
          <Remedy remedy={remedy} />
        </li>
      ))}
    </Stack>
  );
}

/** Those that were promised and wait to be carried out, before all else. */
export function AwaitedRemedies({ complaint }: ComplaintDetail) {
  const { say } = useLanguage();
  const awaited = complaint.closing === "accepted" ? remediesOf(complaint).filter(isAwaited) : [];
  if (awaited.length === 0) return null;
  return (
    <Section title={say("complaint.remedies.awaited")}>
      <Remedies remedies={awaited} />
    </Section>
  );
}

/** Every remedy of the complaint's decisions. */
export function remediesOf({ rounds }: Pick<ComplaintDetail["complaint"], "rounds">): readonly RemedySeen[] {
  return rounds.flatMap(({ decision }) => [
    ...(decision?.remedies ?? []),
    ...(decision?.alternatives.flatMap((alternative) => alternative.remedies) ?? []),
  ]);
}

function isAwaited({ promisedAt, carriedOut }: RemedySeen): boolean {
  return promisedAt !== undefined && carriedOut === undefined;
}

function standingOf(remedy: RemedySeen): Standing {
  if (remedy.carriedOut !== undefined) return "carried_out";
  if (remedy.promisedAt === undefined) return "offered";
  return remedy.missedAt === undefined ? "promised" : "missed";
}

function Remedy({ remedy }: { readonly remedy: RemedySeen }) {
  const { say } = useLanguage();
  const names = useNames();
  const { begin, isAllowed } = useSteps();
  const standing = standingOf(remedy);
  const Sign = signs[standing];
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start">
      <ThemeIcon size="sm" variant="light" color={colours[standing]} aria-hidden>
        <Sign size={14} />
      </ThemeIcon>
      <div>
        <Text size="sm" dir="auto">
          {say("complaint.remedy", { kind: remedy.kind, what: remedy.what })}
        </Text>
        <Text size="xs" c="dimmed">
          {say("complaint.remedy.by", { who: remedy.who, at: noon(remedy.by) })} ·{" "}
          {say("complaint.remedy.standing", { standing })}
        </Text>
        {remedy.carriedOut !== undefined && (
          <Text size="xs" c="dimmed">
            {say("complaint.done.by", { who: names.agent(remedy.carriedOut.by), at: new Date(remedy.carriedOut.at) })}
            {remedy.carriedOut.note === undefined ? "" : ` ${remedy.carriedOut.note}`}
          </Text>
        )}
        {isAwaited(remedy) && isAllowed("carry_out_remedy") && (
          <Button size="compact-sm" variant="light" onClick={() => begin("carry_out_remedy", remedy.id)}>
            {say("complaint.step.carry_out_remedy")}
          </Button>
        )}
      </div>
    </Group>
  );
}
