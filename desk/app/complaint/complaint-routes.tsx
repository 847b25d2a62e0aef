import { Skeleton } from "@mantine/core";
import { lazy, Suspense } from "react";
import type { ReactNode } from "react";
import { Route, Switch } from "wouter";

const ComplaintPage = lazy(async () => ({ default: (await import("./complaint-page.tsx")).ComplaintPage }));
const ComplaintPaper = lazy(async () => ({ default: (await import("./complaint-paper.tsx")).ComplaintPaper }));
const FilingPage = lazy(async () => ({ default: (await import("./filing/filing-page.tsx")).FilingPage }));

/** What stands below `/complaints`: filing, one complaint (`beside` the queue where there is room), one on paper; else the queue itself. */
export function ComplaintRoutes({
  queue,
  beside,
}: {
  readonly queue: ReactNode;
  readonly beside?: (complaint: ReactNode) => ReactNode;
}) {
  return (
    <Suspense fallback={<Skeleton h={320} />}>
      <Switch>
        <Route path="/new">
          <FilingPage />
        </Route>
        <Route path="/:id/paper">{({ id }) => <ComplaintPaper id={id} />}</Route>
        <Route path="/:id">
          {({ id }) => (beside === undefined ? <ComplaintPage id={id} /> : beside(<ComplaintPage id={id} />))}
        </Route>
        <Route>{queue}</Route>
      </Switch>
    </Suspense>
  );
}
