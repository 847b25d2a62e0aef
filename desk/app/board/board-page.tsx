import { lazy, Suspense } from "react";
import { Redirect, Route, Switch } from "wouter";
import { Overview } from "./overview.tsx";

const FigureList = lazy(async () => ({ default: (await import("./figure-list.tsx")).FigureList }));

/** The managers' board, and behind each figure what it counts. */
export function BoardPage() {
  return (
    <Suspense>
      <Switch>
        <Route path="/">
          <Overview />
        </Route>
        <Route path="/:figure">{({ figure }) => <FigureList figure={figure} />}</Route>
        <Redirect to="/" replace />
      </Switch>
    </Suspense>
  );
}
