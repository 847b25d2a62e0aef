import { ActionIcon, Indicator, Popover, Tooltip } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useKeys } from "../keys/use-keys.ts";
import { useLanguage } from "../language/language-provider.tsx";
import { useNewAlerts } from "./use-alerts.ts";

const AlertsPanel = lazy(async () => ({ default: (await import("./alerts-panel.tsx")).AlertsPanel }));

/** How many alerts wait, and the way to them. */
export function AlertsButton({ count }: { readonly count: number }) {
  const { say } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  useNewAlerts();
  useKeys("everywhere", [
    { id: "alerts", keys: "KeyG KeyA", name: "shell.alerts.title", run: () => setOpen((is) => !is) },
  ]);
  const label = count === 0 ? say("shell.alerts.title") : say("shell.alerts.count", { count });
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width="min(24rem, 96vw)" trapFocus returnFocus>
      <Popover.Target>
        <Tooltip label={label} disabled={isOpen}>
          <Indicator label={say("shell.number", { count })} disabled={count === 0} size={16} color="red.8" offset={4}>
            <ActionIcon
              variant="subtle"
              size="lg"
              aria-label={label}
              aria-expanded={isOpen}
              onClick={() => setOpen((is) => !is)}
            >
              <IconBell size={20} aria-hidden />
            </ActionIcon>
          </Indicator>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={say("shell.alerts.title")} p={0}>
        <Suspense>
          <AlertsPanel close={() => setOpen(false)} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
