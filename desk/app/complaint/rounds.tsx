import { Accordion, Alert, Group, Stack, Text } from "@mantine/core";
import { IconMessageQuestion } from "@tabler/icons-react";
import { useLanguage } from "../language/language-provider.tsx";
import { Fact, Facts, Words } from "./facts.tsx";
import { FileRow } from "./files.tsx";
import { Remedies } from "./remedies.tsx";
import { Section } from "./section.tsx";
import type { ComplaintDetail, DecisionSeen, RoundSeen } from "./use-complaint.ts";
import { useNames } from "./use-names.ts";

/** Both evaluations, the newer first: who decided what, what the customer was asked, and what they answered. */
export function Rounds({ complaint, attachments }: ComplaintDetail) {
  const rounds = complaint.rounds.toReversed();
  return rounds.map((round) => (
    <Round key={round.round} round={round} attachments={attachments} language={complaint.language} />
  ));
}

interface RoundProps extends Pick<ComplaintDetail, "attachments"> {
  readonly round: RoundSeen;
  readonly language: string;
}

function Round({ round, attachments, language }: RoundProps) {
  const { say } = useLanguage();
  const names = useNames();
  const { decision, consent, evaluator, toldAt, startedAt } = round;
  return (
    <Section title={say("complaint.round", { round: round.round })}>
      <Facts>
        <Fact name={say("complaint.evaluator")}>
          {evaluator === undefined ? say("complaint.evaluator.none") : names.agent(evaluator)}
        </Fact>
        <Fact name={say("complaint.round.started")}>{say("complaint.moment", { at: new Date(startedAt) })}</Fact>
        {decision !== undefined && (
          <Fact name={say("complaint.told")}>
            {toldAt === undefined ? say("complaint.told.not_yet") : say("complaint.moment", { at: new Date(toldAt) })}
          </Fact>
        )}
      </Facts>
      {decision !== undefined && <Decision decision={decision} attachments={attachments} language={language} />}
      {consent !== undefined && <Consent consent={consent} />}
    </Section>
  );
}

/** A decision with its report, its remedies and its alternatives. */
export function Decision({
  decision,
  attachments,
  language,
}: Pick<RoundProps, "attachments" | "language"> & { readonly decision: DecisionSeen }) {
  const { say } = useLanguage();
  const names = useNames();
  return (
    <Stack gap="xs">
      <Text size="sm" fw={600}>
        {say("complaint.decision", { kind: decision.kind })}
      </Text>
      <Text size="sm" c="dimmed">
        {say("complaint.decided.by", { who: names.agent(decision.by), at: new Date(decision.at) })}
      </Text>
      <Words lang={language}>{decision.report}</Words>
      <FileRow attachments={attachments} ids={decision.attachments} />
      <Remedies remedies={decision.remedies} />
      {decision.alternatives.map(({ key, title, remedies }) => (
        <div key={key}>
          <Text size="sm" fw={600}>
            {say("complaint.alternative", { key, title })}
          </Text>
          <Remedies remedies={remedies} />
        </div>
      ))}
    </Stack>
  );
}

function Consent({ consent }: { readonly consent: NonNullable<RoundSeen["consent"]> }) {
  const { say } = useLanguage();
  return (
    <Stack gap="xs">
      <Alert variant="light" icon={<IconMessageQuestion />} title={say("complaint.consent", { state: consent.state })}>
        {consent.answers.length === 0 && <Text size="sm">{say("complaint.consent.no_answer")}</Text>}
        {consent.answers.map((answer) => (
          <Answer key={answer.at} answer={answer} />
        ))}
        {consent.remindedAt.map((at) => (
          <Text size="sm" key={at}>
            {say("complaint.consent.reminded", { at: new Date(at) })}
          </Text>
        ))}
        {consent.lapsesAt !== undefined && (
          <Text size="sm">{say("complaint.consent.lapses", { at: new Date(consent.lapsesAt) })}</Text>
        )}
      </Alert>
      <Accordion variant="contained" chevronPosition="left">
        <Accordion.Item value="asked">
          <Accordion.Control>{say("complaint.consent.words", { at: new Date(consent.askedAt) })}</Accordion.Control>
          <Accordion.Panel>
            <Words lang={consent.language}>{consent.text}</Words>
            <Text size="xs" c="dimmed" mt="xs">
              {say("complaint.consent.hash", { hash: { code: consent.textHash.slice(0, 16) } })}
            </Text>
          </Accordion.Panel>
        </Accordion.Item>
      </Accordion>
    </Stack>
  );
}

function Answer({ answer }: { readonly answer: NonNullable<RoundSeen["consent"]>["answers"][number] }) {
  const { say } = useLanguage();
  return (
    <Stack gap={2} mb="xs">
      <Group gap="xs">
        <Text size="sm" fw={600}>
          {say("complaint.answer", { answer: answer.answer })}
        </Text>
        <Text size="sm" c="dimmed">
          {say("complaint.by_door", { door: answer.door, at: new Date(answer.at) })}
        </Text>
      </Group>
      {answer.words !== "" && <Words>{say("complaint.quoted", { words: answer.words })}</Words>}
      {answer.alternative !== undefined && (
        <Text size="sm">{say("complaint.chosen", { key: answer.alternative })}</Text>
      )}
      {answer.reason !== undefined && (
        <Text size="sm" dir="auto">
          {say("complaint.reason_of", { reason: answer.reason })}
        </Text>
      )}
    </Stack>
  );
}
