import { Anchor, Button, Group, Select, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { RefObject } from "react";
import { Link } from "wouter";
import { comparable } from "../../../../core/language/normalise.ts";
import { send } from "../../api/call.ts";
import { queries } from "../../api/queries.ts";
import { useLanguage } from "../../language/language-provider.tsx";
import { showNotice, showProblem } from "../../shell/notices.tsx";
import { useAgents } from "../../shell/use-agents.ts";
import { useMe } from "../../shell/use-me.ts";
import { currentComplaint } from "../current-complaint.ts";
import type { ComposerParts } from "./composer-parts.ts";
import { replaceLookup } from "./suggestion-at.ts";
import { WritingField } from "./writing-field.tsx";
import type { LookupSource } from "./writing-field.tsx";

/** Writes a note into the complaint's file: for colleagues, never for the customer; `@` names one, who is told. */
export function NoteComposer({
  detail,
  drafting: { draft, change },
  field,
}: ComposerParts & { readonly field: RefObject<HTMLTextAreaElement | null> }) {
  const { say } = useLanguage();
  const [chosen, setChosen] = useState<string | null>(null);
  const source = useMentionLookup((text) => change({ note: text }), draft.note);
  const complaintId = chosen ?? currentComplaint(detail)?.id;
  const { keep, isKeeping } = useKeepNote(complaintId, draft.note, () => change({ note: "", mode: "reply" }));
  if (complaintId === undefined) return <NoComplaint conversationId={detail.conversation.id} />;
  return (
    <>
      <Text size="xs" fw={600} my={4}>
        {say("conversation.note.hint")}
      </Text>
      <WritingField
        field={field}
        value={draft.note}
        change={(note) => change({ note })}
        label={say("conversation.note.write")}
        placeholder={say("conversation.note.placeholder")}
        source={source}
        sendsByEnter={false}
        send={keep}
      />
      <Group gap={6} mt={6} justify="flex-end">
        {detail.complaints.length > 1 ? (
          <Select
            size="xs"
            aria-label={say("conversation.note.complaint")}
            data={detail.complaints.map(({ id, number }) => ({ value: id, label: number }))}
            value={complaintId}
            onChange={setChosen}
            allowDeselect={false}
          />
        ) : null}
        <Button size="compact-md" color="orange" loading={isKeeping} onClick={keep}>
          {say("conversation.note.keep")}
        </Button>
      </Group>
    </>
  );
}

/** Puts the note into the complaint's file, and tells whom it names. */
function useKeepNote(complaintId: string | undefined, note: string, kept: () => void) {
  const { say } = useLanguage();
  const { present } = useAgents();
  const { mutate, isPending } = useMutation({
    mutationFn: (words: string) => {
      const mentions = present.filter(({ name }) => words.includes(`@${name}`)).map(({ id }) => id);
      return send("POST", `/complaints/${complaintId ?? ""}/commands`, { kind: "note", words, mentions });
    },
    onSuccess: async () => {
      kept();
      showNotice(say("conversation.note.kept"));
      await queries.invalidateQueries({ queryKey: ["complaint", complaintId] });
    },
    onError: (problem) => showProblem(problem, say),
  });
  const words = note.trim();
  const keep = (): void => {
    if (words !== "" && !isPending) mutate(words);
  };
  return { keep, isKeeping: isPending };
}

function NoComplaint({ conversationId }: { readonly conversationId: string }) {
  const { say } = useLanguage();
  return (
    <Text size="sm" my="xs">
      {say("conversation.note.no_complaint")}{" "}
      <Anchor component={Link} href={`~/desk/complaints/new?conversation=${conversationId}`} size="sm">
        {say("conversation.file_for_them")}
      </Anchor>
    </Text>
  );
}

/** Colleagues by `@`. */
function useMentionLookup(change: (text: string) => void, text: string): LookupSource {
  const { say, language } = useLanguage();
  const { id: own } = useMe();
  const { present } = useAgents();
  const [words, look] = useState<string>();
  const wanted = comparable(words ?? "", language);
  const suggestions = present
    .filter(({ id, name }) => id !== own && comparable(name, language).includes(wanted))
    .slice(0, 8)
    .map(({ id, name, email }) => ({ id, title: name, detail: email }));
  return {
    sign: "@",
    name: say("conversation.note.mention"),
    empty: say("conversation.note.nobody"),
    suggestions,
    look,
    take: ({ title }, lookup) => change(replaceLookup(text, lookup, `@${title} `)),
  };
}
