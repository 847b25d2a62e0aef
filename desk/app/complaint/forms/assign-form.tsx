import { Badge, Group, Loader, Radio, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import type { evaluatorSchema } from "../../../schemas/complaint-detail-schema.ts";
import { get } from "../../api/call.ts";
import type { Wire } from "../../api/wire.ts";
import { useLanguage } from "../../language/language-provider.tsx";
import { useMe } from "../../shell/use-me.ts";
import { CommandForm } from "./command-form.tsx";
import type { FormProps } from "./form-props.ts";
import { useFormDraft } from "./use-form-draft.ts";

type Evaluator = Wire<z.output<typeof evaluatorSchema>>;

/** Names who evaluates the present round: people of the department first, with what they have to do already. */
export function AssignForm(props: FormProps) {
  const { say } = useLanguage();
  const { id, version } = props.detail.complaint;
  const [fields, change, clear] = useFormDraft(`${id}.assign`, { evaluator: "" });
  const { data } = useQuery({
    queryKey: ["complaint", id, "evaluators", version],
    queryFn: ({ signal }) => get<{ readonly rows: readonly Evaluator[] }>(`/complaints/${id}/evaluators`, {}, signal),
  });
  const chosen = data?.rows.find((row) => row.id === fields.evaluator && row.allowed);
  const command = chosen === undefined ? undefined : { kind: "assign" as const, evaluator: chosen.id };
  return (
    <CommandForm
      {...props}
      kind="assign"
      command={command}
      done={say("complaint.done.assign", { who: chosen?.name ?? "" })}
      clear={clear}
    >
      {data === undefined ? (
        <Loader size="sm" />
      ) : (
        <Radio.Group
          label={say("complaint.evaluator")}
          required
          value={fields.evaluator}
          onChange={(evaluator) => change({ evaluator })}
        >
          <Stack gap="xs" mt="xs">
            {data.rows.map((row) => (
              <Person key={row.id} row={row} />
            ))}
          </Stack>
        </Radio.Group>
      )}
    </CommandForm>
  );
}

function Person({ row }: { readonly row: Evaluator }) {
  const { say } = useLanguage();
  const me = useMe();
  const label = row.id === me.id ? say("complaint.assign.me", { name: row.name }) : row.name;
  return (
    <div>
      <Radio
        value={row.id}
        label={label}
        disabled={!row.allowed}
        description={say("complaint.load", { count: row.load })}
      />
      <Group gap="xs" ps="xl">
        {row.inDepartment && (
          <Badge size="sm" variant="light" tt="none">
            {say("complaint.in_department")}
          </Badge>
        )}
        {row.away && (
          <Badge size="sm" variant="light" color="gray" tt="none">
            {say("complaint.away")}
          </Badge>
        )}
        {row.reason !== undefined && <Text size="xs">{row.reason}</Text>}
      </Group>
    </div>
  );
}
