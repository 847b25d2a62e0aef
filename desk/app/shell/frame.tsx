import { ActionIcon, Badge, Group, Skeleton, Text, Tooltip, UnstyledButton } from "@mantine/core";
import { IconKeyboard } from "@tabler/icons-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { Link, Redirect, Route, Router, Switch, useLocation } from "wouter";
import { useKeptWords } from "../conversation/use-kept-words.ts";
import { createKeyHearing } from "../keys/presses.ts";
import { keyRegistry } from "../keys/registry.ts";
import { useKeys } from "../keys/use-keys.ts";
import { useLanguage } from "../language/language-provider.tsx";
import { AlertsButton } from "./alerts-button.tsx";
import { areas } from "./areas.ts";
import type { Area } from "./areas.ts";
import { ConnectionMark } from "./connection-mark.tsx";
import { DutySwitch } from "./duty-switch.tsx";
import { PageFault } from "./page-fault.tsx";
import { SearchField } from "./search-field.tsx";
import { useUnreadTitle } from "./unread-title.ts";
import { useCounts } from "./use-counts.ts";
import type { Counts } from "./use-counts.ts";
import { useMe } from "./use-me.ts";
import { useOrganisation } from "./use-organisation.ts";
import { usePreferences } from "./use-preferences.ts";
import { UserMenu } from "./user-menu.tsx";
import styles from "./frame.module.css";

const KeysDialog = lazy(async () => ({ default: (await import("../keys/keys-dialog.tsx")).KeysDialog }));

/** What stands around every page: navigation, search, and what concerns oneself. */
export function Frame() {
  return (
    <Router base="/desk">
      <InFrame />
    </Router>
  );
}

function InFrame() {
  const { say } = useLanguage();
  const { may } = useMe();
  const { name, text } = useOrganisation();
  const counts = useCounts();
  const open = areas.filter(({ permission }) => permission === undefined || may(permission));
  useUnreadTitle(counts);
  useKeptWords();
  return (
    <div className={styles["frame"]}>
      <a href="#page" className={styles["skip"]}>
        {say("shell.skip")}
      </a>
      <header className={styles["header"]}>
        <Text fw={600} truncate className={styles["name"]}>
          {text(name)}
        </Text>
        <SearchField />
        <Group gap="xs" wrap="nowrap" ms="auto">
          <ConnectionMark />
          <DutySwitch />
          <AlertsButton count={counts?.alerts ?? 0} />
          <KeysHelp />
          <UserMenu />
        </Group>
      </header>
      <nav className={styles["nav"]} aria-label={say("shell.navigation")}>
        {open.map((area) => (
          <AreaLink key={area.path} area={area} counts={counts} />
        ))}
      </nav>
      <main id="page" className={styles["page"]} tabIndex={-1}>
        <PageFault>
          <Suspense fallback={<Skeleton m="md" h="8rem" aria-label={say("shell.loading")} />}>
            <Switch>
              {open.map(({ path, Page }) => (
                <Route key={path} path={path} nest>
                  <Page />
                </Route>
              ))}
              <Redirect to="/complaints" replace />
            </Switch>
          </Suspense>
        </PageFault>
      </main>
    </div>
  );
}

function AreaLink({
  area: { path, name, Icon, keys, key, count },
  counts,
}: {
  readonly area: Area;
  readonly counts: Counts | undefined;
}) {
  const { say } = useLanguage();
  const [location, navigate] = useLocation();
  const isHere = location === path || location.startsWith(`${path}/`);
  const number = counts === undefined ? 0 : count(counts);
  useKeys("everywhere", [{ id: `go.${key}`, keys, name, run: () => navigate(path) }]);
  return (
    <UnstyledButton component={Link} href={path} className={styles["area"]} aria-current={isHere ? "page" : undefined}>
      <Icon size={22} aria-hidden />
      <span className={styles["label"]}>{say(name)}</span>
      {number > 0 && (
        <Badge
          size="sm"
          circle={number < 10}
          className={styles["badge"]}
          aria-label={say("shell.count", { count: number })}
        >
          {say("shell.number", { count: number })}
        </Badge>
      )}
    </UnstyledButton>
  );
}

/** Hears every key of the desk, and shows what they do. */
function KeysHelp() {
  const { say } = useLanguage();
  const { preferences } = usePreferences();
  const [isOpen, setOpen] = useState(false);
  useEffect(() => keyRegistry.setOwn(preferences.keys ?? {}), [preferences.keys]);
  useEffect(() => {
    const hear = createKeyHearing(keyRegistry.bound);
    window.addEventListener("keydown", hear);
    return () => window.removeEventListener("keydown", hear);
  }, []);
  useKeys("everywhere", [{ id: "keys", keys: "Shift+Slash", name: "shell.keys.title", run: () => setOpen(true) }]);
  return (
    <>
      <Tooltip label={say("shell.keys.title")}>
        <ActionIcon
          variant="subtle"
          className={styles["keys"]}
          onClick={() => setOpen(true)}
          aria-label={say("shell.keys.title")}
        >
          <IconKeyboard size={20} aria-hidden />
        </ActionIcon>
      </Tooltip>
      {isOpen && (
        <Suspense>
          <KeysDialog close={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
