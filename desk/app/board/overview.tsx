import { Alert, Button, Skeleton, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useLanguage } from "../language/language-provider.tsx";
import { problemText } from "../shell/notices.tsx";
import { Page } from "../shell/page.tsx";
import { boardQuery, fileAddress } from "./board-data.ts";
import type { Board, BoardAsked } from "./board-data.ts";
import { FigureCard } from "./figure-card.tsx";
import { Filters } from "./filters.tsx";
import { Groups } from "./groups.tsx";
import { sections } from "./sections.ts";
import { useAsked } from "./use-asked.ts";
import { useValues } from "./values.ts";
import styles from "./board.module.css";

const Charts = lazy(async () => ({ default: (await import("./charts.tsx")).Charts }));

/** All figures of a period, in sections, as charts, and side by side. */
export function Overview() {
  const { say, language } = useLanguage();
  const [asked, change] = useAsked();
  const { data, error, isPlaceholderData } = useQuery(boardQuery(asked, language));
  const csv = (
    <Button
      component="a"
      href={fileAddress("board.csv", asked)}
      variant="default"
      size="xs"
      leftSection={<IconDownload size={16} aria-hidden />}
    >
      {say("board.csv")}
    </Button>
  );
  return (
    <Page title={say("shell.area.board")} actions={csv}>
      <Filters asked={asked} change={change} />
      {error !== null && (
        <Alert color="red" role="alert">
          {problemText(error, say)}
        </Alert>
      )}
      {data === undefined ? (
        error === null && <Skeleton h="20rem" aria-label={say("shell.loading")} />
      ) : (
        <div className={isPlaceholderData ? styles["isPast"] : undefined} aria-busy={isPlaceholderData}>
          <Compared board={data} />
          <Sections board={data} asked={asked} />
          <Suspense fallback={<Skeleton h="15rem" aria-label={say("shell.loading")} />}>
            <Charts board={data} />
          </Suspense>
          <Groups board={data} asked={asked} change={change} />
        </div>
      )}
    </Page>
  );
}

function Compared({ board: { days, before } }: { readonly board: Board }) {
  const { say } = useLanguage();
  const { fullDay } = useValues();
  return (
    <Text size="sm" role="status">
      {say("board.compared", {
        from: fullDay(days.from),
        to: fullDay(days.to),
        before_from: fullDay(before.from),
        before_to: fullDay(before.to),
      })}
    </Text>
  );
}

function Sections({ board, asked }: { readonly board: Board; readonly asked: BoardAsked }) {
  const { say } = useLanguage();
  const byName = new Map(board.figures.map((figure) => [figure.figure, figure]));
  return sections.map(({ title, figures }) => (
    <section key={title} className={styles["section"]} aria-label={say(title)}>
      <Text component="h2" fw={600}>
        {say(title)}
      </Text>
      <div className={styles["cards"]}>
        {figures.map((name) => {
          const figure = byName.get(name);
          return figure && <FigureCard key={name} figure={figure} asked={asked} />;
        })}
      </div>
    </section>
  ));
}
