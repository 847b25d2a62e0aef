import { Radio, Select, Stack, TextInput } from "@mantine/core";
import { useLanguage } from "../../language/language-provider.tsx";
import type { ComplaintSeen } from "../use-complaint.ts";
import { CommandForm } from "./command-form.tsx";
import type { CommandSent, FormProps } from "./form-props.ts";
import { useFormDraft } from "./use-form-draft.ts";
import { WordsField, written } from "./words-field.tsx";
import { wordsDirection } from "./words-direction.ts";

const onTheWay = ["shipped", "arrived", "examined"] as const;
const order = ["asked_for", ...onTheWay] as const;

/** Notes that a sample is wanted; how to send it is put to the customer as a question. */
export function AskForSampleForm(props: FormProps) {
  const { say } = useLanguage();
  const [fields, change, clear] = useFormDraft(`${props.detail.complaint.id}.ask_for_sample`, { what: "" });
  const what = written(fields.what);
  const command = what === undefined ? undefined : { kind: "ask_for_sample" as const, what };
  return (
    <CommandForm
      {...props}
      kind="ask_for_sample"
      command={command}
      done={say("complaint.done.ask_for_sample")}
      clear={clear}
    >
      <TextInput
        label={say("complaint.sample.what")}
        description={say("complaint.sample.how")}
        required
        dir={wordsDirection(fields.what)}
        value={fields.what}
        onChange={({ currentTarget }) => change({ what: currentTarget.value })}
      />
    </CommandForm>
  );
}

/** Moves a sample on: shipped, arrived, examined. */
export function MoveSampleForm(props: FormProps) {
  const { say } = useLanguage();
  const { id, samples } = props.detail.complaint;
  const moving = samples.filter((sample) => nextOf(sample).length > 0);
  const [fields, change, clear] = useFormDraft(`${id}.move_sample`, { sampleId: "", to: "", note: "" });
  const sample =
    moving.find((each) => each.id === (props.about ?? fields.sampleId)) ??
    moving.find((each) => each.id === fields.sampleId) ??
    moving[0];
  const steps = sample === undefined ? [] : nextOf(sample);
  const to = steps.find((step) => step === fields.to) ?? steps[0];
  return (
    <CommandForm
      {...props}
      kind="move_sample"
      command={commandOf(sample?.id, to, fields.note)}
      done={say("complaint.done.move_sample")}
      clear={clear}
    >
      <Select
        label={say("complaint.sample.which")}
        allowDeselect={false}
        value={sample?.id ?? null}
        onChange={(sampleId) => change({ sampleId: sampleId ?? "" })}
        data={moving.map((each) => ({ value: each.id, label: each.what }))}
      />
      <Radio.Group label={say("complaint.sample.to")} value={to ?? null} onChange={(chosen) => change({ to: chosen })}>
        <Stack gap="xs" mt="xs">
          {steps.map((step) => (
            <Radio key={step} value={step} label={say("complaint.sample", { state: step })} />
          ))}
        </Stack>
      </Radio.Group>
      <WordsField label={say("complaint.note.optional")} value={fields.note} onChange={(note) => change({ note })} />
    </CommandForm>
  );
}

type Sample = ComplaintSeen["samples"][number];

function nextOf({ steps }: Sample): readonly (typeof onTheWay)[number][] {
  const reached = Math.max(...steps.map(({ state }) => order.indexOf(state)));
  return onTheWay.filter((state) => order.indexOf(state) > reached);
}

function commandOf(
  sampleId: string | undefined,
  to: (typeof onTheWay)[number] | undefined,
  note: string,
): CommandSent | undefined {
  const noted = written(note);
  if (sampleId === undefined || to === undefined) return undefined;
  return { kind: "move_sample", sampleId, to, ...(noted === undefined ? {} : { note: noted }) };
}
