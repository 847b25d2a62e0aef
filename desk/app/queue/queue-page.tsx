import { Button, Skeleton } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconArrowBackUp } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { Link, Route, Switch, useLocation, useRoute, useSearchParams } from "wouter";
import { useKeys } from "../keys/use-keys.ts";
import { useLanguage } from "../language/language-provider.tsx";
import { usePageTitle } from "../shell/unread-title.ts";
import { QueueFilters } from "./queue-filters.tsx";
import { QueueList } from "./queue-list.tsx";
import { queryOf, wantedOf } from "./queue-query.ts";
import { QueueTabs } from "./queue-tabs.tsx";
import styles from "./queue.module.css";

const ComplaintPage = lazy(async () => ({
  default: (await import("../complaint/complaint-page.tsx")).ComplaintPage,
}));
const FilingPage = lazy(async () => ({
  default: (await import("../complaint/filing/filing-page.tsx")).FilingPage,
}));
const ComplaintPaper = lazy(async () => ({
  default: (await import("../complaint/complaint-paper.tsx")).ComplaintPaper,
}));

/** From this width on the list stands beside the complaint. */
const BESIDE = "(min-width: 88em)";

/** The queue, and what is opened from it. */
export function QueuePage() {
  const { say } = useLanguage();
  return (
    <Suspense fallback={<Skeleton m="md" h="8rem" aria-label={say("shell.loading")} />}>
      <Switch>
        <Route path="/new">
          <FilingPage />
        </Route>
        <Route path="/:id/paper">{({ id }) => <ComplaintPaper id={id} />}</Route>
        <Route>
          <Panes />
        </Route>
      </Switch>
    </Suspense>
  );
}

function Panes() {
  const { say } = useLanguage();
  const [, params] = useRoute<{ readonly id: string }>("/:id");
  const id = params?.id;
  const isWide = useMediaQuery(BESIDE, window.matchMedia(BESIDE).matches);
  const isBeside = isWide && id !== undefined;
  return (
    <div className={styles["panes"]} data-beside={isBeside}>
      {(id === undefined || isWide) && <ListPane openId={id} />}
      {id !== undefined && (
        <div className={styles["beside"]}>
          <BackToList isShown={!isWide} />
          <Suspense fallback={<Skeleton m="md" h="8rem" aria-label={say("shell.loading")} />}>
            <ComplaintPage key={id} id={id} />
          </Suspense>
        </div>
      )}
    </div>
  );
}

function ListPane({ openId }: { readonly openId: string | undefined }) {
  const { say } = useLanguage();
  const [query] = useSearchParams();
  const wanted = wantedOf(query);
  if (openId === undefined) return <TitledList title={say("shell.area.queue")} wanted={wanted} />;
  return <ListOf wanted={wanted} openId={openId} />;
}

type Wanted = ReturnType<typeof wantedOf>;

/** The list alone names the window; beside a complaint it is the complaint that does. */
function TitledList({ title, wanted }: { readonly title: string; readonly wanted: Wanted }) {
  usePageTitle(title);
  return <ListOf wanted={wanted} openId={undefined} />;
}

function ListOf({ wanted, openId }: { readonly wanted: Wanted; readonly openId: string | undefined }) {
  const { say } = useLanguage();
  return (
    <section className={styles["list"]} aria-label={say("shell.area.queue")}>
      <div className={styles["top"]}>
        {openId === undefined && <h1 className={styles["title"]}>{say("shell.area.queue")}</h1>}
        <QueueTabs wanted={wanted} />
        <QueueFilters wanted={wanted} isNarrow={openId !== undefined} />
      </div>
      <QueueList key={queryOf(wanted)} wanted={wanted} openId={openId} />
    </section>
  );
}

function BackToList({ isShown }: { readonly isShown: boolean }) {
  const { say } = useLanguage();
  const [query] = useSearchParams();
  const [, navigate] = useLocation();
  const list = query.size === 0 ? "/" : `/?${query.toString()}`;
  useKeys("queue", [{ id: "queue.back", keys: "KeyU", name: "queue.back", run: () => navigate(list) }]);
  if (!isShown) return null;
  return (
    <Button
      component={Link}
      href={list}
      size="compact-sm"
      variant="subtle"
      m="xs"
      leftSection={<IconArrowBackUp size={16} className={styles["back"]} aria-hidden />}
    >
      {say("queue.back")}
    </Button>
  );
}
