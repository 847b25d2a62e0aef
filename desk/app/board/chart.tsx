import { Paper, Table, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useLanguage } from "../language/language-provider.tsx";
import { Mark } from "./mark.tsx";
import styles from "./board.module.css";

interface ChartParts {
  readonly title: string;
  readonly isEmpty: boolean;
  /** Names of what is drawn, in the order of their marks. */
  readonly series: readonly string[];
  /** The same as a table, for those who hear it or would rather read. */
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly children: ReactNode;
}

/** A chart with its title, what its marks mean, and the table that it was drawn from. */
export function Chart({ title, isEmpty, series, head, rows, children }: ChartParts) {
  const { say } = useLanguage();
  return (
    <Paper withBorder component="section" aria-label={title} className={styles["chart"]}>
      <Text component="h2" fw={600} size="sm">
        {title}
      </Text>
      {isEmpty ? (
        <Text size="sm" c="dimmed">
          {say("board.chart.none")}
        </Text>
      ) : (
        <>
          <ul className={styles["legend"]}>
            {series.map((name, place) => (
              <li key={name}>
                <Mark place={place} />
                {name}
              </li>
            ))}
          </ul>
          <div className={styles["plot"]} aria-hidden>
            {children}
          </div>
          <details className={styles["asTable"]}>
            <summary>{say("board.table")}</summary>
            <div className={styles["scroll"]} tabIndex={0} role="region" aria-label={title}>
              <Table striped withTableBorder>
                <Table.Thead>
                  <Table.Tr>
                    {head.map((name, place) => (
                      <Table.Th key={place} scope="col">
                        {name}
                      </Table.Th>
                    ))}
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {rows.map(([name, ...values]) => (
                    <Table.Tr key={name}>
                      <Table.Th scope="row">{name}</Table.Th>
                      {values.map((value, place) => (
                        <Table.Td key={place}>{value}</Table.Td>
                      ))}
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </div>
          </details>
        </>
      )}
    </Paper>
  );
}
