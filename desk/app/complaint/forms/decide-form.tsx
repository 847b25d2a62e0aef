import { Alert, Button, Fieldset, Radio, Stack, Text, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useLanguage } from "../../language/language-provider.tsx";
import classes from "../complaint.module.css";
import { Words } from "../facts.tsx";
import { Decision } from "../rounds.tsx";
import { presentRound } from "../use-complaint.ts";
import type { ComplaintDetail } from "../use-complaint.ts";
import { CommandForm } from "./command-form.tsx";
import { FilePicker } from "./file-picker.tsx";
import type { PickedFile } from "./file-picker.tsx";
import type { CommandSent, FormProps } from "./form-props.ts";
import { isWhole, RemedyList } from "./remedy-fields.tsx";
import type { RemedyFields } from "./remedy-fields.tsx";
import { ReportTemplates } from "./report-templates.tsx";
import { useFormDraft } from "./use-form-draft.ts";
import { WordsField } from "./words-field.tsx";
import { wordsDirection } from "./words-direction.ts";

const decisions = ["justified", "partly_justified", "not_justified"] as const;

interface AlternativeFields {
  readonly title: string;
  readonly remedies: readonly RemedyFields[];
}

interface DecideFields {
  readonly decision: (typeof decisions)[number] | "";
  readonly report: string;
  readonly remedies: readonly RemedyFields[];
  readonly alternatives: readonly AlternativeFields[];
  readonly files: readonly PickedFile[];
}

const nothing: DecideFields = { decision: "", report: "", remedies: [], alternatives: [], files: [] };

/** The decision with its report and what is promised; in the second round with alternatives, and beside the first one. */
export function DecideForm(props: FormProps) {
  const { say } = useLanguage();
  const { complaint } = props.detail;
  const round = presentRound(complaint)?.round ?? 1;
  const [fields, change, clear] = useFormDraft(`${complaint.id}.decide.${String(round)}`, nothing);
  return (
    <CommandForm
      {...props}
      kind="decide"
      command={commandOf(fields)}
      done={say("complaint.done.decide")}
      clear={clear}
      tells
    >
      <InView detail={props.detail} round={round} />
      <Radio.Group
        label={say("complaint.decide.kind")}
        required
        value={fields.decision}
        onChange={(chosen) => change({ decision: decisions.find((kind) => kind === chosen) ?? "" })}
      >
        <Stack gap="xs" mt="xs">
          {decisions.map((kind) => (
            <Radio key={kind} value={kind} label={say("complaint.decision", { kind })} />
          ))}
        </Stack>
      </Radio.Group>
      <ReportTemplates
        complaintId={complaint.id}
        onFilled={(text) => change({ report: fields.report.trim() === "" ? text : `${fields.report}\n\n${text}` })}
      />
      <WordsField
        label={say("complaint.report")}
        description={say("complaint.report.language", { language: complaint.language })}
        required
        rows={6}
        value={fields.report}
        onChange={(report) => change({ report })}
      />
      <RemedyList
        legend={say(round === 2 && fields.alternatives.length > 0 ? "complaint.remedies.common" : "complaint.remedies")}
        remedies={fields.remedies}
        onChange={(remedies) => change({ remedies })}
        language={complaint.language}
      />
      {round === 2 && (
        <Alternatives
          alternatives={fields.alternatives}
          onChange={(alternatives) => change({ alternatives })}
          language={complaint.language}
        />
      )}
      <FilePicker files={fields.files} onChange={(files) => change({ files })} />
    </CommandForm>
  );
}

/** What the customer expects, and, in the second round, what they rejected and why. */
function InView({ detail, round }: { readonly detail: ComplaintDetail; readonly round: 1 | 2 }) {
  const { say } = useLanguage();
  const { matter, language, rounds } = detail.complaint;
  const first = round === 2 ? rounds[0] : undefined;
  const rejected = first?.consent?.answers.at(-1);
  return (
    <>
      {matter.expectation !== undefined && (
        <Alert className={classes.expectation} color="blue" title={say("complaint.expectation")}>
          <Words lang={language}>{matter.expectation}</Words>
        </Alert>
      )}
      {first?.decision !== undefined && (
        <Alert color="gray" title={say("complaint.decide.first")}>
          <Decision decision={first.decision} attachments={detail.attachments} language={language} />
          {rejected?.reason !== undefined && (
            <Text size="sm" fw={600} dir="auto" mt="xs">
              {say("complaint.reason_of", { reason: rejected.reason })}
            </Text>
          )}
        </Alert>
      )}
    </>
  );
}

function Alternatives({
  alternatives,
  onChange,
  language,
}: {
  readonly alternatives: readonly AlternativeFields[];
  readonly onChange: (alternatives: readonly AlternativeFields[]) => void;
  readonly language: ComplaintDetail["complaint"]["language"];
}) {
  const { say } = useLanguage();
  const set = (index: number, part: Partial<AlternativeFields>): void =>
    onChange(alternatives.map((each, place) => (place === index ? { ...each, ...part } : each)));
  return (
    <Stack gap="sm">
      {alternatives.map(({ title, remedies }, index) => (
        <Fieldset key={String(index)} legend={say("complaint.alternative.nth", { index: index + 1 })} p="xs">
          <Stack gap="xs">
            <TextInput
              label={say("complaint.alternative.title")}
              required
              dir={wordsDirection(title)}
              value={title}
              onChange={({ currentTarget }) => set(index, { title: currentTarget.value })}
            />
            <RemedyList
              legend={say("complaint.remedies")}
              remedies={remedies}
              onChange={(changed) => set(index, { remedies: changed })}
              language={language}
            />
            <Button
              size="compact-sm"
              variant="subtle"
              color="red"
              w="fit-content"
              leftSection={<IconTrash size={16} />}
              onClick={() => onChange(alternatives.filter((_, place) => place !== index))}
            >
              {say("complaint.alternative.remove", { index: index + 1 })}
            </Button>
          </Stack>
        </Fieldset>
      ))}
      <Button
        size="compact-sm"
        variant="light"
        w="fit-content"
        leftSection={<IconPlus size={16} />}
        onClick={() => onChange([...alternatives, { title: "", remedies: [] }])}
      >
        {say("complaint.alternative.add")}
      </Button>
    </Stack>
  );
}

function commandOf({ decision, report, remedies, alternatives, files }: DecideFields): CommandSent | undefined {
  const all = [...remedies, ...alternatives.flatMap((alternative) => alternative.remedies)];
  const isComplete =
    decision !== "" &&
    report.trim() !== "" &&
    all.every(isWhole) &&
    alternatives.every(({ title }) => title.trim() !== "");
  if (!isComplete) return undefined;
  return {
    kind: "decide",
    decision,
    report,
    attachments: files.map(({ id }) => id),
    remedies: [...remedies],
    alternatives: alternatives.map(({ title, remedies: own }) => ({ title, remedies: [...own] })),
  };
}
