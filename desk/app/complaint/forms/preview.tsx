import { Alert, Badge, Group, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import { languageByLetters } from "../../../../core/language/guess.ts";
import type { previewSchema } from "../../../schemas/preview-schema.ts";
import { Problem, send } from "../../api/call.ts";
import type { Wire } from "../../api/wire.ts";
import { useLanguage } from "../../language/language-provider.tsx";
import { problemText } from "../../shell/notices.tsx";
import classes from "../complaint.module.css";
import { Section } from "../section.tsx";
import type { CommandSent } from "./form-props.ts";

type Preview = Wire<z.output<typeof previewSchema>>;

/** Long enough not to ask at each letter, short enough to follow the writer. */
const DELAY_MS = 400;

/** What the customer would read, on each of their channels, drafted by the server as it would be sent. */
export function PreviewOf({
  id,
  command,
  language,
}: {
  readonly id: string;
  readonly command: CommandSent | undefined;
  readonly language: string;
}) {
  const { say } = useLanguage();
  const [settled] = useDebouncedValue(command === undefined ? undefined : JSON.stringify(command), DELAY_MS);
  const { data, error, isFetching } = useQuery({
    queryKey: ["preview", id, settled],
    queryFn: () => send<Preview>("POST", `/complaints/${id}/preview`, JSON.parse(settled ?? "{}")),
    enabled: settled !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 0,
    retry: false,
  });
  return (
    <Section
      title={say("complaint.preview")}
      aside={isFetching ? <Text size="xs">{say("complaint.preview.fetching")}</Text> : undefined}
    >
      <OtherLanguage command={command} language={language} />
      {settled === undefined ? (
        <Text size="sm" c="dimmed">
          {say("complaint.preview.incomplete")}
        </Text>
      ) : error instanceof Problem ? (
        <Alert color="orange">{problemText(error, say)}</Alert>
      ) : (
        <Messages preview={data} />
      )}
    </Section>
  );
}

function Messages({ preview }: { readonly preview: Preview | undefined }) {
  const { say } = useLanguage();
  if (preview === undefined) return null;
  if (preview.unreached) return <Alert color="red">{say("complaint.preview.unreached")}</Alert>;
  if (preview.messages.length === 0) return <Text size="sm">{say("complaint.preview.nothing")}</Text>;
  return preview.messages.map((message, index) => <Message key={String(index)} message={message} />);
}

function Message({ message }: { readonly message: Preview["messages"][number] }) {
  const { say } = useLanguage();
  const { shown, held, channel, language, files } = message;
  return (
    <Stack gap={4} data-channel={channel}>
      <Group gap="xs">
        <Badge variant="light" tt="none">
          {say("complaint.channel", { channel })}
        </Badge>
        <Text size="xs" c="dimmed">
          {say("complaint.language.name", { language })}
        </Text>
        {shown.smsParts !== undefined && (
          <Text size="xs" fw={shown.smsParts > 1 ? 700 : 400}>
            {say("complaint.preview.parts", { count: shown.smsParts })}
          </Text>
        )}
        {files.length > 0 && <Text size="xs">{say("complaint.preview.files", { count: files.length })}</Text>}
      </Group>
      {held !== undefined && (
        <Text size="xs" fw={600}>
          {held.until === undefined
            ? say("complaint.preview.window")
            : say("complaint.preview.quiet", { until: new Date(held.until) })}
        </Text>
      )}
      {shown.texts.map((text, index) => (
        <Text key={String(index)} size="sm" dir="auto" lang={language} className={`${classes.words} ${classes.bubble}`}>
          {text}
        </Text>
      ))}
      {shown.choices.length > 0 && (
        <Group gap="xs" role="group" aria-label={say("complaint.preview.buttons")}>
          {shown.choices.map((label) => (
            <Badge key={label} variant="outline" tt="none" size="lg">
              {label}
            </Badge>
          ))}
        </Group>
      )}
    </Stack>
  );
}

/** The customer chose a language; words in another one are warned about before they are sent. */
function OtherLanguage({
  command,
  language,
}: {
  readonly command: CommandSent | undefined;
  readonly language: string;
}) {
  const { say } = useLanguage();
  const written = command === undefined ? "" : wordsOf(command);
  const letters = languageByLetters(written);
  const latin = /\p{Script=Latin}{3}/u.test(written);
  const isOther =
    letters === undefined
      ? latin && ["fa", "ar", "ru"].includes(language)
      : letters !== language && !bothArabic(letters, language);
  if (written.trim() === "" || !isOther) return null;
  return <Alert color="yellow">{say("complaint.preview.other_language", { language })}</Alert>;
}

function wordsOf(command: CommandSent): string {
  if (command.kind === "decide") return command.report;
  return command.kind === "ask" ? command.text : "";
}

/** Letters tell Persian and Arabic apart only where a text has letters of its own. */
function bothArabic(one: string, other: string): boolean {
  return ["fa", "ar"].includes(one) && ["fa", "ar"].includes(other);
}
