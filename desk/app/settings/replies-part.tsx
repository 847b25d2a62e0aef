import { Badge, Button, Group, SegmentedControl, Select, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { z } from "zod";
import type { CannedReply } from "../../../core/settings/canned-replies.ts";
import type { cannedRepliesSchema } from "../../schemas/settings-schema.ts";
import { get } from "../api/call.ts";
import type { Wire } from "../api/wire.ts";
import { useLanguage } from "../language/language-provider.tsx";
import { useOrganisation } from "../shell/use-organisation.ts";
import { ItemCard } from "./item-card.tsx";
import { LocalisedField } from "./localised-field.tsx";
import { wrongAt } from "./problem-text.ts";
import { moved, removed, replaced } from "./profile.ts";
import { SaveBar } from "./save-bar.tsx";
import { useSettings } from "./use-settings.ts";
import type { Editing } from "./use-settings.ts";

interface Replies {
  readonly replies: readonly CannedReply[];
}

const kinds = ["reply", "report"] as const;

/** Words that are ready to be sent, and templates of reports. */
export function RepliesPart() {
  const { say } = useLanguage();
  const editing = useSettings<Replies>("canned_replies");
  const [kind, setKind] = useState<(typeof kinds)[number]>("reply");
  const { replies } = editing.content;
  const put = (next: readonly CannedReply[]): void => editing.change({ replies: next });
  const fresh = (): CannedReply => ({ id: crypto.randomUUID(), kind, shortcut: "", title: "", texts: {} });
  return (
    <Stack>
      <SegmentedControl
        aria-label={say("settings.part.replies")}
        data={kinds.map((value) => ({ value, label: say(`settings.replies.${value}`) }))}
        value={kind}
        onChange={(value) => setKind(kinds.find((each) => each === value) ?? "reply")}
      />
      <Variables />
      {replies.map((reply, index) =>
        reply.kind !== kind ? null : (
          <Reply
            key={reply.id}
            reply={reply}
            path={`replies.${String(index)}`}
            editing={editing}
            onChange={(next) => put(replaced(replies, index, next))}
            onMove={(by) => put(moved(replies, index, by))}
            onRemove={() => put(removed(replies, index))}
          />
        ),
      )}
      {replies.every((reply) => reply.kind !== kind) && <Text c="dimmed">{say("settings.replies.none")}</Text>}
      {editing.mayEdit && (
        <Group>
          <Button variant="light" onClick={() => put([...replies, fresh()])}>
            {say("settings.replies.add")}
          </Button>
        </Group>
      )}
      <SaveBar editing={editing} />
    </Stack>
  );
}

function useVariables() {
  const { language } = useLanguage();
  const { data } = useSuspenseQuery({
    queryKey: ["canned-replies", language],
    queryFn: ({ signal }) => get<Wire<z.output<typeof cannedRepliesSchema>>>("/canned-replies", {}, signal),
    staleTime: 60_000,
  });
  return data.variables;
}

/** What may be named in braces, each with an example. */
function Variables() {
  const { say } = useLanguage();
  const variables = useVariables();
  return (
    <Group gap="xs">
      <Text size="sm">{say("settings.replies.variables")}</Text>
      {variables.map(({ name, example }) => (
        <Badge key={name} variant="default" tt="none">
          <bdi dir="ltr">{`{${name}}`}</bdi> <bdi>{example}</bdi>
        </Badge>
      ))}
    </Group>
  );
}

interface ReplyParts {
  readonly reply: CannedReply;
  readonly path: string;
  readonly editing: Editing<Replies>;
  readonly onChange: (reply: CannedReply) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}

function Reply({ reply, path, editing, onChange, onMove, onRemove }: ReplyParts) {
  const { say, language } = useLanguage();
  const { languages } = useOrganisation();
  const variables = useVariables();
  const { fields, mayEdit } = editing;
  const words = reply.texts[language] ?? languages.map((each) => reply.texts[each]).find(Boolean) ?? "";
  const filled = variables.reduce((told, { name, example }) => told.replaceAll(`{${name}}`, example), words);
  return (
    <ItemCard
      title={reply.title}
      note={`/${reply.shortcut}`}
      isWrong={fields.some((field) => field.path.startsWith(`${path}.`))}
      startsOpen={reply.title === ""}
      disabled={!mayEdit}
      onMove={onMove}
      onRemove={onRemove}
    >
      <ReplyHead reply={reply} path={path} editing={editing} onChange={onChange} />
      <LocalisedField
        isLong
        label={say("settings.replies.words")}
        value={reply.texts}
        languages={languages}
        fields={fields}
        path={`${path}.texts`}
        disabled={!mayEdit}
        onChange={(texts) => onChange({ ...reply, texts })}
      />
      <Text size="sm" c="dimmed" dir="auto" style={{ whiteSpace: "pre-wrap" }}>
        {filled}
      </Text>
    </ItemCard>
  );
}

/** How a reply is found: title, shortcut, and whose it is. */
function ReplyHead({
  reply,
  path,
  editing: { fields, mayEdit },
  onChange,
}: Pick<ReplyParts, "reply" | "path" | "editing" | "onChange">) {
  const { say } = useLanguage();
  const { departments, text } = useOrganisation();
  const { department: _, ...everywhere } = reply;
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }}>
      <TextInput
        label={say("settings.replies.title")}
        required
        dir="auto"
        disabled={!mayEdit}
        value={reply.title}
        error={wrongAt(fields, `${path}.title`, say)}
        onChange={({ currentTarget }) => onChange({ ...reply, title: currentTarget.value })}
      />
      <TextInput
        label={say("settings.replies.shortcut")}
        required
        dir="auto"
        leftSection="/"
        disabled={!mayEdit}
        value={reply.shortcut}
        error={wrongAt(fields, `${path}.shortcut`, say)}
        onChange={({ currentTarget }) => onChange({ ...reply, shortcut: currentTarget.value })}
      />
      <Select
        label={say("settings.department")}
        placeholder={say("settings.replies.every_department")}
        clearable
        disabled={!mayEdit}
        data={departments.map(({ key, name }) => ({ value: key, label: text(name) }))}
        value={reply.department ?? null}
        error={wrongAt(fields, `${path}.department`, say)}
        onChange={(department) => onChange(department === null ? everywhere : { ...reply, department })}
      />
    </SimpleGrid>
  );
}
