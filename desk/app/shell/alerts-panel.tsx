import { Button, Checkbox, Group, ScrollArea, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "wouter";
import { send } from "../api/call.ts";
import { useLanguage } from "../language/language-provider.tsx";
import { showProblem } from "./notices.tsx";
import { alertsQuery } from "./use-alerts.ts";
import type { AlertSeen } from "./use-alerts.ts";
import { useMe } from "./use-me.ts";
import { usePreferences } from "./use-preferences.ts";
import styles from "./alerts-panel.module.css";

/** Every alert that nobody has settled: what, since when, the way there, and done. */
export function AlertsPanel({ close }: { readonly close: () => void }) {
  const { say } = useLanguage();
  const { data: alerts = [] } = useQuery(alertsQuery);
  return (
    <div className={styles["panel"]}>
      <Title order={2} p="sm" pb={0}>
        {say("shell.alerts.title")}
      </Title>
      <ScrollArea.Autosize mah="60vh" type="auto" viewportProps={{ tabIndex: 0 }}>
        {alerts.length === 0 ? (
          <Text p="sm" c="dimmed">
            {say("shell.alerts.none")}
          </Text>
        ) : (
          <ul className={styles["list"]}>
            {alerts.map((alert) => (
              <AlertRow key={alert.id} alert={alert} close={close} />
            ))}
          </ul>
        )}
      </ScrollArea.Autosize>
      <AlertPreferences />
    </div>
  );
}

function AlertRow({ alert, close }: { readonly alert: AlertSeen; readonly close: () => void }) {
  const { say } = useLanguage();
  const { may } = useMe();
  const cache = useQueryClient();
  const settle = useMutation({
    mutationFn: () => send("POST", `/alerts/${alert.id}/settle`),
    onError: (problem) => showProblem(problem, say),
    onSuccess: () =>
      cache.invalidateQueries({ predicate: ({ queryKey: [first] }) => first === "alerts" || first === "counts" }),
  });
  const place = placeOf(alert);
  const words = say(`shell.alert.${alert.kind}`);
  return (
    <li className={styles["row"]}>
      <div>
        <Text size="sm" fw={alert.kind === "safety" ? 700 : 500}>
          {alert.kind === "safety" ? `⚠ ${words}` : words}
        </Text>
        <Text size="xs" c="dimmed">
          {say("shell.at", { at: new Date(alert.at) })}
        </Text>
      </div>
      <Group gap={4} wrap="nowrap">
        {place !== undefined && (
          <Button component={Link} href={place} size="compact-xs" variant="light" onClick={close}>
            {say("shell.alerts.open")}
          </Button>
        )}
        {may("alert.settle") && (
          <Button size="compact-xs" variant="subtle" loading={settle.isPending} onClick={() => settle.mutate()}>
            {say("shell.alerts.settle")}
          </Button>
        )}
      </Group>
    </li>
  );
}

function placeOf({ complaintId, conversationId }: AlertSeen): string | undefined {
  if (complaintId !== undefined) return `/complaints/${complaintId}`;
  return conversationId === undefined ? undefined : `/conversations/${conversationId}`;
}

function AlertPreferences() {
  const { say } = useLanguage();
  const { preferences, change } = usePreferences();
  const { sound, desktop } = preferences.alerts ?? { sound: false, desktop: false };
  const keep = (alerts: { readonly sound: boolean; readonly desktop: boolean }): void => {
    change({ alerts }).catch((problem: unknown) => showProblem(problem, say));
  };
  const askForDesktop = async (wanted: boolean): Promise<void> => {
    const granted = !wanted || (await Notification.requestPermission()) === "granted";
    keep({ sound, desktop: wanted && granted });
  };
  return (
    <Stack gap="xs" p="sm" className={styles["preferences"]}>
      <Checkbox
        size="xs"
        label={say("shell.alerts.sound")}
        checked={sound}
        onChange={(event) => keep({ sound: event.currentTarget.checked, desktop })}
      />
      {"Notification" in window && (
        <Checkbox
          size="xs"
          label={say("shell.alerts.desktop")}
          checked={desktop}
          onChange={(event) => void askForDesktop(event.currentTarget.checked)}
        />
      )}
    </Stack>
  );
}
