import { Loader, NavLink, ScrollArea, Select } from "@mantine/core";
import { lazy, Suspense } from "react";
import type { ComponentType } from "react";
import { Link, Redirect, Route, Switch, useLocation } from "wouter";
import type { Permission } from "../../../core/staff/permissions.ts";
import { useLanguage } from "../language/language-provider.tsx";
import type { DeskTextKey } from "../language/texts.ts";
import { Page } from "../shell/page.tsx";
import { PageFault } from "../shell/page-fault.tsx";
import { useMe } from "../shell/use-me.ts";
import styles from "./settings-page.module.css";

interface Part {
  readonly path: string;
  readonly name: DeskTextKey;
  readonly permission: Permission;
  readonly Shown: ComponentType;
}

const parts: readonly Part[] = [
  {
    path: "/organisation",
    name: "settings.part.organisation",
    permission: "settings.read",
    Shown: lazy(async () => ({ default: (await import("./organisation-part.tsx")).OrganisationPart })),
  },
  {
    path: "/categories",
    name: "settings.part.categories",
    permission: "settings.read",
    Shown: lazy(async () => ({ default: (await import("./categories-part.tsx")).CategoriesPart })),
  },
  {
    path: "/departments",
    name: "settings.part.departments",
    permission: "settings.read",
    Shown: lazy(async () => ({ default: (await import("./departments-part.tsx")).DepartmentsPart })),
  },
  {
    path: "/people",
    name: "settings.part.people",
    permission: "agent.manage",
    Shown: lazy(async () => ({ default: (await import("./people-part.tsx")).PeoplePart })),
  },
  {
    path: "/calendar",
    name: "settings.part.calendar",
    permission: "complaint.read",
    Shown: lazy(async () => ({ default: (await import("./calendar-part.tsx")).CalendarPart })),
  },
  {
    path: "/rules",
    name: "settings.part.rules",
    permission: "settings.read",
    Shown: lazy(async () => ({ default: (await import("./rules-part.tsx")).RulesPart })),
  },
  {
    path: "/replies",
    name: "settings.part.replies",
    permission: "settings.read",
    Shown: lazy(async () => ({ default: (await import("./replies-part.tsx")).RepliesPart })),
  },
  {
    path: "/texts",
    name: "settings.part.texts",
    permission: "settings.read",
    Shown: lazy(async () => ({ default: (await import("./texts-part.tsx")).TextsPart })),
  },
  {
    path: "/remedies",
    name: "settings.part.remedies",
    permission: "settings.read",
    Shown: lazy(async () => ({ default: (await import("./remedies-part.tsx")).RemediesPart })),
  },
  {
    path: "/history",
    name: "settings.part.history",
    permission: "settings.read",
    Shown: lazy(async () => ({ default: (await import("./history-part.tsx")).HistoryPart })),
  },
  {
    path: "/account",
    name: "settings.part.account",
    permission: "self",
    Shown: lazy(async () => ({ default: (await import("./account-part.tsx")).AccountPart })),
  },
];

/** The settings of the organisation that one may see, and one's own account. */
export function SettingsPage() {
  const { say } = useLanguage();
  const { may } = useMe();
  const [location, go] = useLocation();
  const open = parts.filter(({ permission }) => may(permission));
  const shown = open.find(({ path }) => location.startsWith(path));
  const names = open.map(({ path, name }) => ({ value: path, label: say(name) }));
  return (
    <Page title={shown === undefined ? say("shell.area.settings") : say(shown.name)}>
      <div className={styles["frame"]}>
        <nav aria-label={say("shell.area.settings")} className={styles["list"]}>
          <ScrollArea>
            {open.map(({ path, name }) => (
              <NavLink
                key={path}
                component={Link}
                href={path}
                label={say(name)}
                active={path === shown?.path}
                {...(path === shown?.path ? { "aria-current": "page" as const } : {})}
              />
            ))}
          </ScrollArea>
        </nav>
        <Select
          className={styles["choice"]}
          label={say("shell.area.settings")}
          data={names}
          value={shown?.path ?? null}
          allowDeselect={false}
          onChange={(path) => path !== null && go(path)}
        />
        <div className={styles["part"]}>
          <PageFault>
            <Suspense fallback={<Loader role="status" aria-label={say("shell.loading")} />}>
              <Switch>
                {open.map(({ path, Shown }) => (
                  <Route key={path} path={path}>
                    <Shown />
                  </Route>
                ))}
                <Redirect to={open[0]?.path ?? "/account"} replace />
              </Switch>
            </Suspense>
          </PageFault>
        </div>
      </div>
    </Page>
  );
}
