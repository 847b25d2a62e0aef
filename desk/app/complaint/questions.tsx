import { Badge, Button, Group, Stack, Text } from "@mantine/core";
import { useLanguage } from "../language/language-provider.tsx";
import { Words } from "./facts.tsx";
import { FileRow } from "./files.tsx";
import { Section } from "./section.tsx";
import { useSteps } from "./steps-context.ts";
import type { ComplaintDetail } from "./use-complaint.ts";
import { useNames } from "./use-names.ts";

type QuestionSeen = ComplaintDetail["complaint"]["questions"][number];

type Standing = "answered" | "withdrawn" | "delivered" | "on_its_way";

const colours: Readonly<Record<Standing, string>> = {
  answered: "teal",
  withdrawn: "gray",
  delivered: "blue",
  on_its_way: "yellow",
};

/** Questions to the customer with what came of each. */
export function Questions({ complaint: { questions }, attachments }: ComplaintDetail) {
  const { say } = useLanguage();
  if (questions.length === 0) return null;
  return (
    <Section title={say("complaint.questions")}>
      {questions.toReversed().map((question) => (
        <Question key={question.id} question={question} attachments={attachments} />
      ))}
    </Section>
  );
}

function Question({
  question,
  attachments,
}: Pick<ComplaintDetail, "attachments"> & { readonly question: QuestionSeen }) {
  const { say } = useLanguage();
  const names = useNames();
  const { begin, isAllowed } = useSteps();
  const standing = standingOf(question);
  const isOpen = standing === "delivered" || standing === "on_its_way";
  return (
    <Stack gap={4}>
      <Group gap="xs">
        <Badge variant="light" color={colours[standing]} tt="none">
          {say("complaint.question", { standing })}
        </Badge>
        <Text size="xs" c="dimmed">
          {say("complaint.done.by", { who: names.agent(question.askedBy), at: new Date(question.askedAt) })}
        </Text>
      </Group>
      <Words>{question.text}</Words>
      {question.answer !== undefined && (
        <Stack gap={2} ps="sm">
          <Text size="xs" c="dimmed">
            {say("complaint.by_door", { door: question.answer.door, at: new Date(question.answer.at) })}
          </Text>
          <Words>{question.answer.words}</Words>
          <FileRow attachments={attachments} ids={question.answer.attachments} />
        </Stack>
      )}
      {isOpen && isAllowed("withdraw_question") && (
        <Button
          size="compact-sm"
          variant="light"
          w="fit-content"
          onClick={() => begin("withdraw_question", question.id)}
        >
          {say("complaint.step.withdraw_question")}
        </Button>
      )}
    </Stack>
  );
}

function standingOf({ answer, withdrawnAt, deliveredAt }: QuestionSeen): Standing {
  if (answer !== undefined) return "answered";
  if (withdrawnAt !== undefined) return "withdrawn";
  return deliveredAt === undefined ? "on_its_way" : "delivered";
}
