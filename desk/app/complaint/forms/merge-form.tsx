import { Alert, Button, Group, Loader, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { z } from "zod";
import type { duplicateSchema } from "../../../schemas/complaint-detail-schema.ts";
import { get } from "../../api/call.ts";
import type { Wire } from "../../api/wire.ts";
import { useLanguage } from "../../language/language-provider.tsx";
import { problemText } from "../../shell/notices.tsx";
import classes from "../complaint.module.css";
import { Code, Fact, Facts, Words } from "../facts.tsx";
import { complaintQuery } from "../use-complaint.ts";
import type { ComplaintDetail } from "../use-complaint.ts";
import { useNames } from "../use-names.ts";
import { CommandForm } from "./command-form.tsx";
import type { FormProps } from "./form-props.ts";
import { useFormDraft } from "./use-form-draft.ts";

type Duplicate = Wire<z.output<typeof duplicateSchema>>;

/** Merges the complaint into the one that came first: likely ones are offered, others found by number; both are shown side by side before. */
export function MergeForm(props: FormProps) {
  const { say } = useLanguage();
  const { detail } = props;
  const [fields, change, clear] = useFormDraft(`${detail.complaint.id}.merge`, { number: "" });
  const [typed, setTyped] = useState(fields.number);
  const { data: found, error } = useQuery({
    queryKey: ["tracking-number", fields.number],
    queryFn: ({ signal }) =>
      get<{ readonly id: string; readonly number: string }>(
        `/tracking-numbers/${encodeURIComponent(fields.number)}`,
        {},
        signal,
      ),
    enabled: fields.number !== "",
    retry: false,
  });
  const command = found === undefined ? undefined : { kind: "merge" as const, intoNumber: found.number };
  return (
    <CommandForm {...props} kind="merge" command={command} done={say("complaint.done.merge")} clear={clear} tells>
      <Text size="sm">{say("complaint.merge.what")}</Text>
      <Likely
        detail={detail}
        choose={(number) => {
          setTyped(number);
          change({ number });
        }}
      />
      <Group align="flex-end" gap="xs">
        <TextInput
          flex={1}
          label={say("complaint.merge.number")}
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          onBlur={() => change({ number: typed.trim() })}
        />
        <Button variant="default" onClick={() => change({ number: typed.trim() })}>
          {say("complaint.merge.find")}
        </Button>
      </Group>
      {error !== null && <Alert color="orange">{problemText(error, say)}</Alert>}
      {found !== undefined && <SideBySide id={found.id} detail={detail} />}
    </CommandForm>
  );
}

function Likely({ detail, choose }: { readonly detail: ComplaintDetail; readonly choose: (number: string) => void }) {
  const { say } = useLanguage();
  const { matter, id } = detail.complaint;
  const sought = {
    phone: detail.customer?.phone,
    orderNumber: longEnough(matter.orderNumber),
    lot: longEnough(matter.lot),
    product: longEnough(matter.product),
  };
  const { data } = useQuery({
    queryKey: ["duplicates", sought],
    queryFn: ({ signal }) => get<{ readonly rows: readonly Duplicate[] }>("/duplicates", sought, signal),
    enabled: Object.values(sought).some((value) => value !== undefined),
  });
  const others = data?.rows.filter((row) => row.id !== id) ?? [];
  if (others.length === 0) return null;
  return (
    <Stack gap={4} role="group" aria-label={say("complaint.duplicates")}>
      <Text size="sm" fw={600}>
        {say("complaint.duplicates")}
      </Text>
      {others.map((row) => (
        <DuplicateRow key={row.id} row={row} choose={choose} />
      ))}
    </Stack>
  );
}

/** One that may be about the same, with what it has in common. */
export function DuplicateRow({ row, choose }: { readonly row: Duplicate; readonly choose?: (number: string) => void }) {
  const { say } = useLanguage();
  return (
    <Group gap="xs" wrap="nowrap" justify="space-between">
      <div>
        <Text size="sm">
          <Code name={say("complaint.tracking_number")} value={row.number} />{" "}
          {say("complaint.day", { at: new Date(row.registeredAt) })}
        </Text>
        <Text size="xs" c="dimmed" dir="auto" lineClamp={2}>
          {row.excerpt}
        </Text>
        <Text size="xs">{row.same.map((mark) => say("complaint.same", { mark })).join(" · ")}</Text>
      </div>
      {choose !== undefined && (
        <Button
          size="compact-sm"
          variant="light"
          onClick={() => choose(row.number)}
          aria-label={say("complaint.merge.choose", { number: { code: row.number } })}
        >
          {say("complaint.choose")}
        </Button>
      )}
    </Group>
  );
}

/** What is shorter finds too much. */
function longEnough(words: string | undefined): string | undefined {
  return words !== undefined && words.trim().length >= 3 ? words : undefined;
}

function SideBySide({ id, detail }: { readonly id: string; readonly detail: ComplaintDetail }) {
  const { say } = useLanguage();
  const { data: first } = useQuery(complaintQuery(id));
  if (first === undefined) return <Loader size="sm" />;
  return (
    <div className={classes.sides}>
      <Side title={say("complaint.merge.this")} detail={detail} />
      <Side title={say("complaint.merge.into")} detail={first} />
    </div>
  );
}

function Side({
  title,
  detail: { complaint, customer },
}: {
  readonly title: string;
  readonly detail: ComplaintDetail;
}) {
  const { say } = useLanguage();
  const names = useNames();
  return (
    <Stack gap="xs">
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <Facts>
        <Fact name={say("complaint.tracking_number")}>
          <Code name={say("complaint.tracking_number")} value={complaint.number} />
        </Fact>
        <Fact name={say("complaint.registered")}>
          {say("complaint.moment", { at: new Date(complaint.registeredAt) })}
        </Fact>
        <Fact name={say("complaint.customer")}>{customer?.name}</Fact>
        <Fact name={say("complaint.category")}>{names.category(complaint.matter.category)}</Fact>
        <Fact name={say("complaint.product")}>{complaint.matter.product}</Fact>
        <Fact name={say("complaint.lot")}>{complaint.matter.lot}</Fact>
      </Facts>
      <Words lang={complaint.language}>{complaint.matter.description}</Words>
    </Stack>
  );
}
