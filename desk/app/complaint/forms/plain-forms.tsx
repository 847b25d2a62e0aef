import { Text, TextInput } from "@mantine/core";
import { useLanguage } from "../../language/language-provider.tsx";
import { Words } from "../facts.tsx";
import { remediesOf } from "../remedies.tsx";
import { presentRound } from "../use-complaint.ts";
import { CommandForm } from "./command-form.tsx";
import { FilePicker } from "./file-picker.tsx";
import type { PickedFile } from "./file-picker.tsx";
import type { FormProps } from "./form-props.ts";
import { useFormDraft } from "./use-form-draft.ts";
import { WordsField, written } from "./words-field.tsx";
import { wordsDirection } from "./words-direction.ts";

/** Brings the complaint before those who oversee. */
export function EscalateForm(props: FormProps) {
  const { say } = useLanguage();
  const [fields, change, clear] = useFormDraft(`${props.detail.complaint.id}.escalate`, { reason: "" });
  const reason = written(fields.reason);
  const command = reason === undefined ? undefined : { kind: "escalate" as const, reason };
  return (
    <CommandForm {...props} kind="escalate" command={command} done={say("complaint.done.escalate")} clear={clear}>
      <WordsField
        label={say("complaint.reason")}
        required
        value={fields.reason}
        onChange={(words) => change({ reason: words })}
      />
    </CommandForm>
  );
}

/** Puts a written question to the customer; the clock stands until it is answered. */
export function AskForm(props: FormProps) {
  const { say } = useLanguage();
  const [fields, change, clear] = useFormDraft(`${props.detail.complaint.id}.ask`, { text: "" });
  const text = written(fields.text);
  const command = text === undefined ? undefined : { kind: "ask" as const, text };
  return (
    <CommandForm {...props} kind="ask" command={command} done={say("complaint.done.ask")} clear={clear} tells>
      <WordsField
        label={say("complaint.ask.text")}
        description={say("complaint.ask.clock")}
        required
        rows={3}
        value={fields.text}
        onChange={(words) => change({ text: words })}
      />
    </CommandForm>
  );
}

/** Takes a question back that needs no answer any more. */
export function WithdrawQuestionForm(props: FormProps) {
  const { say } = useLanguage();
  const open = props.detail.complaint.questions.filter(
    ({ answer, withdrawnAt }) => answer === undefined && withdrawnAt === undefined,
  );
  const question = open.find(({ id }) => id === props.about) ?? open[0];
  const command = question === undefined ? undefined : { kind: "withdraw_question" as const, questionId: question.id };
  return (
    <CommandForm
      {...props}
      kind="withdraw_question"
      command={command}
      done={say("complaint.done.withdraw_question")}
      clear={() => undefined}
    >
      <Words>{question?.text ?? ""}</Words>
    </CommandForm>
  );
}

/** Words or files that staff gathered. */
export function EvidenceForm(props: FormProps) {
  const { say } = useLanguage();
  const [fields, change, clear] = useFormDraft<{ readonly words: string; readonly files: readonly PickedFile[] }>(
    `${props.detail.complaint.id}.add_evidence`,
    { words: "", files: [] },
  );
  const words = written(fields.words);
  const attachments = fields.files.map(({ id }) => id);
  const command =
    words === undefined && attachments.length === 0
      ? undefined
      : { kind: "add_evidence" as const, attachments, ...(words === undefined ? {} : { words }) };
  return (
    <CommandForm
      {...props}
      kind="add_evidence"
      command={command}
      done={say("complaint.done.add_evidence")}
      clear={clear}
    >
      <WordsField
        label={say("complaint.evidence.words")}
        description={say("complaint.evidence.shown")}
        value={fields.words}
        onChange={(changed) => change({ words: changed })}
      />
      <FilePicker files={fields.files} onChange={(files) => change({ files })} />
    </CommandForm>
  );
}

/** Records that the customer was told by telephone or letter what no channel could carry. */
export function ToldForm(props: FormProps) {
  const { say } = useLanguage();
  const round = presentRound(props.detail.complaint);
  const command = round === undefined ? undefined : { kind: "told" as const, round: round.round };
  return (
    <CommandForm {...props} kind="told" command={command} done={say("complaint.done.told")} clear={() => undefined}>
      <Text size="sm">{say("complaint.told.what")}</Text>
      {round?.consent !== undefined && <Words lang={round.consent.language}>{round.consent.text}</Words>}
    </CommandForm>
  );
}

/** Records that a promise was kept. */
export function CarryOutRemedyForm(props: FormProps) {
  const { say } = useLanguage();
  const { complaint } = props.detail;
  const awaited = remediesOf(complaint).filter(
    ({ promisedAt, carriedOut }) => promisedAt !== undefined && carriedOut === undefined,
  );
  const remedy = awaited.find(({ id }) => id === props.about) ?? awaited[0];
  const [fields, change, clear] = useFormDraft(`${complaint.id}.carry_out_remedy.${remedy?.id ?? ""}`, { note: "" });
  const note = written(fields.note);
  const command =
    remedy === undefined
      ? undefined
      : { kind: "carry_out_remedy" as const, remedyId: remedy.id, ...(note === undefined ? {} : { note }) };
  return (
    <CommandForm
      {...props}
      kind="carry_out_remedy"
      command={command}
      done={say("complaint.done.carry_out_remedy")}
      clear={clear}
      tells
    >
      {remedy !== undefined && (
        <Text size="sm" dir="auto">
          {say("complaint.remedy", { kind: remedy.kind, what: remedy.what })}
        </Text>
      )}
      <WordsField
        label={say("complaint.note.optional")}
        value={fields.note}
        onChange={(words) => change({ note: words })}
      />
    </CommandForm>
  );
}

/** Records that an outside body's ruling was carried out. */
export function CarryOutRulingForm(props: FormProps) {
  const { say } = useLanguage();
  const [fields, change, clear] = useFormDraft(`${props.detail.complaint.id}.carry_out_ruling`, { note: "" });
  const note = written(fields.note);
  const command = note === undefined ? undefined : { kind: "carry_out_ruling" as const, note };
  return (
    <CommandForm
      {...props}
      kind="carry_out_ruling"
      command={command}
      done={say("complaint.done.carry_out_ruling")}
      clear={clear}
      tells
    >
      <WordsField
        label={say("complaint.ruling.how")}
        required
        value={fields.note}
        onChange={(words) => change({ note: words })}
      />
    </CommandForm>
  );
}

/** Records that the customer takes the complaint back, in their own words. */
export function WithdrawForm(props: FormProps) {
  const { say } = useLanguage();
  const [fields, change, clear] = useFormDraft(`${props.detail.complaint.id}.withdraw`, { reason: "" });
  const reason = written(fields.reason);
  const command = reason === undefined ? undefined : { kind: "withdraw" as const, reason };
  return (
    <CommandForm {...props} kind="withdraw" command={command} done={say("complaint.done.withdraw")} clear={clear} tells>
      <WordsField
        label={say("complaint.withdraw.words")}
        description={say("complaint.withdraw.why")}
        required
        value={fields.reason}
        onChange={(words) => change({ reason: words })}
      />
    </CommandForm>
  );
}

/** Takes an open complaint up again after an outside body's ruling. */
export function ReopenForm(props: FormProps) {
  const { say } = useLanguage();
  const [fields, change, clear] = useFormDraft(`${props.detail.complaint.id}.reopen`, {
    body: "",
    reference: "",
    orders: "",
  });
  const [body, reference, orders] = [written(fields.body), written(fields.reference), written(fields.orders)];
  const command =
    body === undefined || reference === undefined || orders === undefined
      ? undefined
      : { kind: "reopen" as const, body, reference, orders };
  return (
    <CommandForm {...props} kind="reopen" command={command} done={say("complaint.done.reopen")} clear={clear} tells>
      <TextInput
        label={say("complaint.ruling.body")}
        required
        dir={wordsDirection(fields.body)}
        value={fields.body}
        onChange={({ currentTarget }) => change({ body: currentTarget.value })}
      />
      <TextInput
        label={say("complaint.ruling.reference")}
        required
        dir={wordsDirection(fields.reference)}
        value={fields.reference}
        onChange={({ currentTarget }) => change({ reference: currentTarget.value })}
      />
      <WordsField
        label={say("complaint.ruling.orders")}
        required
        value={fields.orders}
        onChange={(words) => change({ orders: words })}
      />
    </CommandForm>
  );
}
