import { ActionIcon, Button, Checkbox, Group, NativeSelect, Popover, Stack, TextInput } from "@mantine/core";
import { IconFilter, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import type { SubmitEvent } from "react";
import { useLocation } from "wouter";
import { useLanguage } from "../language/language-provider.tsx";
import { showNotice, showProblem } from "../shell/notices.tsx";
import { useAgents } from "../shell/use-agents.ts";
import { useOrganisation } from "../shell/use-organisation.ts";
import { usePreferences } from "../shell/use-preferences.ts";
import { isNarrowed, present, queryOf, statusesShown } from "./queue-query.ts";
import type { QueueWanted } from "./queue-query.ts";
import styles from "./queue.module.css";

interface FilterParts {
  readonly wanted: QueueWanted;
  readonly change: (change: Partial<Record<keyof QueueWanted, string | boolean | undefined>>) => void;
}

/** Narrows the queue; what is chosen stands in the address and can be kept under a name. */
export function QueueFilters({ wanted, isNarrow }: { readonly wanted: QueueWanted; readonly isNarrow: boolean }) {
  const { say } = useLanguage();
  const [, navigate] = useLocation();
  const change: FilterParts["change"] = (changed) =>
    // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- each field keeps its own kind; the address is read again strictly
    navigate(`/?${queryOf(present({ ...wanted, ...changed } as QueueWanted))}`);
  const isAny = isNarrowed(wanted);
  return (
    <Group gap="xs">
      <Popover position="bottom-start" trapFocus returnFocus width="min(22rem, 94vw)">
        <Popover.Target>
          <Button
            size="compact-sm"
            variant={isAny ? "light" : "default"}
            leftSection={<IconFilter size={14} aria-hidden />}
          >
            {say(isAny ? "queue.filtered" : "queue.filter")}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={say("queue.filter")}>
          <Stack gap="xs">
            <Choices wanted={wanted} change={change} />
            <SaveFilter wanted={wanted} />
          </Stack>
        </Popover.Dropdown>
      </Popover>
      {isAny && !isNarrow && (
        <Button size="compact-sm" variant="subtle" onClick={() => navigate(`/?${queryOf({ queue: wanted.queue })}`)}>
          {say("queue.filter_none")}
        </Button>
      )}
    </Group>
  );
}

function Choices({ wanted, change }: FilterParts) {
  const { say } = useLanguage();
  const { departments, categories, text, categoryName } = useOrganisation();
  const { present: staff } = useAgents();
  const any = { value: "", label: say("queue.any") };
  return (
    <>
      <NativeSelect
        label={say("queue.status")}
        value={wanted.status ?? ""}
        onChange={(event) => change({ status: event.currentTarget.value || undefined })}
        data={[any, ...statusesShown.map((status) => ({ value: status, label: say("shell.status", { status }) }))]}
      />
      <NativeSelect
        label={say("queue.department")}
        value={wanted.department ?? ""}
        onChange={(event) => change({ department: event.currentTarget.value || undefined })}
        data={[any, ...departments.map(({ key, name }) => ({ value: key, label: text(name) }))]}
      />
      <NativeSelect
        label={say("queue.evaluator")}
        value={wanted.evaluator ?? ""}
        onChange={(event) => change({ evaluator: event.currentTarget.value || undefined })}
        data={[
          any,
          { value: "nobody", label: say("queue.nobody") },
          ...staff.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <NativeSelect
        label={say("queue.category")}
        value={wanted.category ?? ""}
        onChange={(event) => change({ category: event.currentTarget.value || undefined })}
        data={[
          any,
          ...categories
            .filter(({ canBeChosen }) => canBeChosen)
            .map(({ key }) => ({ value: key, label: categoryName(key) })),
        ]}
      />
      <Checkbox
        label={say("queue.name.safety")}
        checked={wanted.safety === true}
        onChange={(event) => change({ safety: event.currentTarget.checked || undefined })}
      />
      <Checkbox
        label={say("queue.name.overdue")}
        checked={wanted.overdue === true}
        onChange={(event) => change({ overdue: event.currentTarget.checked || undefined })}
      />
    </>
  );
}

function SaveFilter({ wanted }: { readonly wanted: QueueWanted }) {
  const { say } = useLanguage();
  const { preferences, change } = usePreferences();
  const [name, setName] = useState("");
  const saved = preferences.filters ?? [];
  const keep = (filters: typeof saved): void => {
    change({ filters }).catch((problem: unknown) => showProblem(problem, say));
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (name.trim() === "") return;
    keep([...saved.filter((filter) => filter.name !== name.trim()), { name: name.trim(), query: queryOf(wanted) }]);
    setName("");
    showNotice(say("queue.saved", { name: name.trim() }));
  };
  return (
    <>
      <form onSubmit={submit} className={styles["filters"]}>
        <TextInput
          size="xs"
          dir="auto"
          label={say("queue.save_as")}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={80}
        />
        <Button size="xs" type="submit" variant="default">
          {say("shell.save")}
        </Button>
      </form>
      {saved.map((filter) => (
        <Group key={filter.name} justify="space-between" wrap="nowrap">
          <bdi>{filter.name}</bdi>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={say("queue.forget", { name: filter.name })}
            onClick={() => keep(saved.filter(({ name: each }) => each !== filter.name))}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
    </>
  );
}
