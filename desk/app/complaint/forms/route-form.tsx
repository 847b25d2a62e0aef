import { useLanguage } from "../../language/language-provider.tsx";
import { CategoryField, DepartmentField } from "./choices.tsx";
import { CommandForm } from "./command-form.tsx";
import type { FormProps } from "./form-props.ts";
import { useFormDraft } from "./use-form-draft.ts";
import { WordsField, written } from "./words-field.tsx";

/** Sends the complaint to another department or category, with the reason. */
export function RouteForm(props: FormProps) {
  const { say } = useLanguage();
  const { id, matter, department } = props.detail.complaint;
  const [fields, change, clear] = useFormDraft(`${id}.route`, {
    category: matter.category,
    department: department ?? "",
    reason: "",
  });
  const reason = written(fields.reason);
  const command =
    reason === undefined || fields.department === ""
      ? undefined
      : { kind: "route" as const, category: fields.category, department: fields.department, reason };
  return (
    <CommandForm {...props} kind="route" command={command} done={say("complaint.done.route")} clear={clear}>
      <CategoryField
        label={say("complaint.category")}
        value={fields.category}
        onChange={(category) => change({ category })}
      />
      <DepartmentField
        label={say("complaint.department")}
        value={fields.department}
        onChange={(key) => change({ department: key })}
      />
      <WordsField
        label={say("complaint.reason")}
        description={say("complaint.route.reason")}
        required
        value={fields.reason}
        onChange={(words) => change({ reason: words })}
      />
    </CommandForm>
  );
}
