import { Button, NativeSelect } from "@mantine/core";
import { useLanguage } from "../language/language-provider.tsx";
import { DateField } from "../shell/fields/date-field.tsx";
import { useAgents } from "../shell/use-agents.ts";
import { useMe } from "../shell/use-me.ts";
import { useOrganisation } from "../shell/use-organisation.ts";
import { channelNames } from "./channel-names.ts";
import type { BoardAsked } from "./board-data.ts";
import styles from "./board.module.css";

const periods = ["this_week", "last_week", "this_month", "last_month", "this_quarter", "last_quarter"] as const;

interface FilterParts {
  readonly asked: BoardAsked;
  readonly change: (to: Readonly<Record<string, string | undefined>>) => void;
}

/** Which period, and of what. Whoever may not see the whole chooses between their own work and their departments. */
export function Filters({ asked, change }: FilterParts) {
  const { say } = useLanguage();
  const isFiltered = [asked.department, asked.person, asked.channel, asked.category].some((one) => one !== undefined);
  return (
    <form className={styles["filters"]} aria-label={say("board.filters")} onSubmit={(event) => event.preventDefault()}>
      <PeriodFields asked={asked} change={change} />
      <ScopeFields asked={asked} change={change} />
      {isFiltered && (
        <Button
          variant="subtle"
          mt="1.5rem"
          onClick={() => change({ department: undefined, person: undefined, channel: undefined, category: undefined })}
        >
          {say("board.all")}
        </Button>
      )}
    </form>
  );
}

function PeriodFields({ asked, change }: FilterParts) {
  const { say } = useLanguage();
  const isOwn = asked.from !== undefined || asked.to !== undefined;
  const today = new Date().toISOString().slice(0, 10);
  return (
    <>
      <NativeSelect
        label={say("board.period")}
        value={isOwn ? "own" : (asked.period ?? "this_month")}
        onChange={({ currentTarget: { value } }) =>
          change(
            value === "own"
              ? { period: undefined, from: today, to: today }
              : { period: value, from: undefined, to: undefined },
          )
        }
        data={[
          ...periods.map((value) => ({ value, label: say(`board.period.${value}`) })),
          { value: "own", label: say("board.period.own") },
        ]}
      />
      {isOwn && (
        <>
          <DateField
            label={say("board.from")}
            value={asked.from ?? ""}
            onChange={(from) => {
              if (from !== "") change({ from, to: asked.to === undefined || asked.to < from ? from : asked.to });
            }}
          />
          <DateField
            label={say("board.to")}
            value={asked.to ?? ""}
            min={asked.from ?? ""}
            onChange={(to) => {
              if (to !== "") change({ to, from: asked.from === undefined || asked.from > to ? to : asked.from });
            }}
          />
        </>
      )}
    </>
  );
}

function ScopeFields({ asked, change }: FilterParts) {
  const { say } = useLanguage();
  const me = useMe();
  const { departments, categories, departmentName, categoryName } = useOrganisation();
  const { all: agents } = useAgents();
  const seesAll = me.may("board.whole");
  const shown = departments.filter(({ key }) => seesAll || me.departments.includes(key));
  const field = (name: "department" | "person" | "channel" | "category", rows: readonly Option[], none: string) => (
    <NativeSelect
      label={say(`board.${name}`)}
      value={asked[name] ?? ""}
      onChange={({ currentTarget: { value } }) => change({ [name]: value })}
      data={[{ value: "", label: none }, ...rows]}
    />
  );
  const all = say("board.all");
  return (
    <>
      {field(
        "department",
        shown.map(({ key }) => ({ value: key, label: departmentName(key) })),
        seesAll ? all : say("board.mine"),
      )}
      {seesAll &&
        field(
          "person",
          agents.map(({ id, name }) => ({ value: id, label: name })),
          all,
        )}
      {field(
        "channel",
        channelNames.map((channel) => ({ value: channel, label: say("complaint.channel", { channel }) })),
        all,
      )}
      {field(
        "category",
        categories.flatMap(({ key, canBeChosen }) => (canBeChosen ? [{ value: key, label: categoryName(key) }] : [])),
        all,
      )}
    </>
  );
}

interface Option {
  readonly value: string;
  readonly label: string;
}
