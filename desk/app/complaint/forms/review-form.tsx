import { Switch } from "@mantine/core";
import { useLanguage } from "../../language/language-provider.tsx";
import { useOrganisation } from "../../shell/use-organisation.ts";
import { CategoryField, DepartmentField, LevelField } from "./choices.tsx";
import type { LevelChosen } from "./choices.tsx";
import { CommandForm } from "./command-form.tsx";
import type { CommandSent, FormProps } from "./form-props.ts";
import { useFormDraft } from "./use-form-draft.ts";
import { WordsField, written } from "./words-field.tsx";

interface ReviewFields {
  readonly category: string;
  readonly department: string;
  readonly severity: LevelChosen;
  readonly complexity: LevelChosen;
  readonly impact: LevelChosen;
  readonly safety: boolean;
  readonly immediateAction: boolean;
  readonly note: string;
}

/** The first review: where it belongs, and how serious it is. */
export function ReviewForm(props: FormProps) {
  const { say } = useLanguage();
  const { categories } = useOrganisation();
  const { id, matter } = props.detail.complaint;
  const own = categories.find(({ key }) => key === matter.category);
  const [fields, change, clear] = useFormDraft<ReviewFields>(`${id}.first_review`, {
    category: own?.canBeChosen === true ? own.key : "",
    department: own?.department ?? "",
    severity: "medium",
    complexity: "medium",
    impact: "medium",
    safety: false,
    immediateAction: false,
    note: "",
  });
  return (
    <CommandForm
      {...props}
      kind="first_review"
      command={commandOf(fields)}
      done={say("complaint.done.first_review")}
      clear={clear}
      tells
    >
      <CategoryField
        label={say("complaint.category")}
        value={fields.category}
        onChange={(category, department) => change(department === "" ? { category } : { category, department })}
      />
      <DepartmentField
        label={say("complaint.department")}
        value={fields.department}
        onChange={(department) => change({ department })}
      />
      <LevelField
        label={say("complaint.severity")}
        value={fields.severity}
        onChange={(severity) => change({ severity })}
      />
      <LevelField
        label={say("complaint.complexity")}
        value={fields.complexity}
        onChange={(complexity) => change({ complexity })}
      />
      <LevelField label={say("complaint.impact")} value={fields.impact} onChange={(impact) => change({ impact })} />
      <Switch
        label={say("complaint.safety.question")}
        description={say("complaint.safety.escalates")}
        checked={fields.safety}
        onChange={({ currentTarget }) => change({ safety: currentTarget.checked })}
      />
      <Switch
        label={say("complaint.immediate_action.question")}
        checked={fields.immediateAction}
        onChange={({ currentTarget }) => change({ immediateAction: currentTarget.checked })}
      />
      <WordsField label={say("complaint.note.optional")} value={fields.note} onChange={(note) => change({ note })} />
    </CommandForm>
  );
}

function commandOf({ note, ...fields }: ReviewFields): CommandSent | undefined {
  if (fields.category === "" || fields.department === "") return undefined;
  const noted = written(note);
  return { kind: "first_review", ...fields, ...(noted === undefined ? {} : { note: noted }) };
}
