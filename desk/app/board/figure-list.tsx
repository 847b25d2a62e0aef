import { Alert, Button, Group, Skeleton, Table, Text } from "@mantine/core";
import { IconArrowLeft, IconArrowRight, IconDownload } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { directionOf } from "../../../core/language/language.ts";
import { useLanguage } from "../language/language-provider.tsx";
import { problemText } from "../shell/notices.tsx";
import { Page } from "../shell/page.tsx";
import { boardQuery, fileAddress, readRows } from "./board-data.ts";
import type { BoardFigure } from "./board-data.ts";
import { FigureRows } from "./figure-rows.tsx";
import { listPath } from "./list-path.ts";
import { useAsked } from "./use-asked.ts";
import styles from "./board.module.css";

/** What one figure counts, with a way to each complaint or conversation. */
export function FigureList({ figure: name }: { readonly figure: string }) {
  const { say, language } = useLanguage();
  const [asked] = useAsked();
  const { data: board, error } = useQuery(boardQuery(asked, language));
  const figure = board?.figures.find((one) => one.figure === name);
  const isRightToLeft = directionOf(language) === "rtl";
  const Back = isRightToLeft ? IconArrowRight : IconArrowLeft;
  const actions = (
    <Group gap="xs">
      <Button
        component={Link}
        href={listPath("", asked)}
        variant="default"
        size="xs"
        leftSection={<Back size={16} aria-hidden />}
      >
        {say("board.list.back")}
      </Button>
      <Button
        component="a"
        href={fileAddress("board/complaints.csv", { ...asked, by: undefined, figure: name })}
        variant="default"
        size="xs"
        leftSection={<IconDownload size={16} aria-hidden />}
      >
        {say("board.csv")}
      </Button>
    </Group>
  );
  return (
    <Page title={figure?.name ?? say("shell.area.board")} actions={actions}>
      {error !== null && <Alert color="red">{problemText(error, say)}</Alert>}
      {figure !== undefined && (
        <>
          <Text size="sm" mb="xs">
            {figure.help}
          </Text>
          <Rows figure={figure} />
        </>
      )}
    </Page>
  );
}

function Rows({ figure }: { readonly figure: BoardFigure }) {
  const { say } = useLanguage();
  const [asked] = useAsked();
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ["board", "rows", figure.figure, asked],
    queryFn: ({ pageParam, signal }) => readRows(figure.figure, asked, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  });
  if (error !== null) return <Alert color="red">{problemText(error, say)}</Alert>;
  if (data === undefined) return <Skeleton h="12rem" aria-label={say("shell.loading")} />;
  const rows = data.pages.flatMap((page) => page.rows);
  if (rows.length === 0) return <Text>{say("board.list.none")}</Text>;
  return (
    <>
      <Table.ScrollContainer
        minWidth={640}
        className={styles["list"]}
        scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
      >
        <FigureRows rows={rows} unit={figure.unit} />
      </Table.ScrollContainer>
      {hasNextPage && (
        <Button mt="sm" variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {say("board.list.more")}
        </Button>
      )}
    </>
  );
}
