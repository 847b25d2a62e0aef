import { SegmentedControl, Table, Text, UnstyledButton } from "@mantine/core";
import { Link } from "wouter";
import { useLanguage } from "../language/language-provider.tsx";
import { useMe } from "../shell/use-me.ts";
import type { Board, BoardAsked } from "./board-data.ts";
import { listPath } from "./list-path.ts";
import { groupFigures } from "./sections.ts";
import { useValues } from "./values.ts";
import styles from "./board.module.css";

const breakdowns = ["department", "person", "channel", "category"] as const;

interface GroupParts {
  readonly board: Board;
  readonly asked: BoardAsked;
  readonly change: (to: Readonly<Record<string, string | undefined>>) => void;
}

/** Departments, people, channels or categories side by side. */
export function Groups({ board, asked, change }: GroupParts) {
  const { say } = useLanguage();
  const me = useMe();
  const shown = breakdowns.filter((one) => one !== "person" || me.may("board.whole"));
  const by = breakdowns.find((one) => one === asked.by);
  return (
    <section className={styles["section"]} aria-label={say("board.groups")}>
      <Text component="h2" fw={600}>
        {say("board.groups")}
      </Text>
      <SegmentedControl
        aria-label={say("board.by")}
        value={by ?? ""}
        onChange={(value) => change({ by: value })}
        data={[{ value: "", label: "–" }, ...shown.map((value) => ({ value, label: say(`board.${value}`) }))]}
        my="xs"
        withItemsBorders={false}
      />
      {by !== undefined && <GroupTable board={board} asked={asked} change={change} by={by} />}
    </section>
  );
}

function GroupTable({ board, asked, change, by }: GroupParts & { readonly by: (typeof breakdowns)[number] }) {
  const { say } = useLanguage();
  const { show } = useValues();
  const figures = groupFigures.flatMap((name) => board.figures.find(({ figure }) => figure === name) ?? []);
  return (
    <div className={styles["scroll"]} tabIndex={0} role="region" aria-label={say(`board.${by}`)}>
      <Table striped withTableBorder stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{say(`board.${by}`)}</Table.Th>
            {figures.map(({ figure, name }) => (
              <Table.Th key={figure} scope="col">
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {board.groups.map(({ key, name, values }) => (
            <Table.Tr key={key}>
              <Table.Th scope="row" className={styles["group"]}>
                {key === null ? (
                  name
                ) : (
                  <UnstyledButton
                    td="underline"
                    fz="sm"
                    aria-label={say("board.only", { name })}
                    onClick={() => change({ [by]: key })}
                  >
                    {name}
                  </UnstyledButton>
                )}
              </Table.Th>
              {figures.map(({ figure, unit }) => (
                <Table.Td key={figure}>
                  {key === null || (values[figure] ?? 0) === 0 ? (
                    show(values[figure], unit)
                  ) : (
                    <Link href={listPath(figure, { ...asked, [by]: key })}>{show(values[figure], unit)}</Link>
                  )}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
