import { Button, Tooltip } from "@mantine/core";
import { IconCircleCheckFilled, IconMoonFilled } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { send } from "../api/call.ts";
import { useKeys } from "../keys/use-keys.ts";
import { useLanguage } from "../language/language-provider.tsx";
import { showProblem } from "./notices.tsx";
import { useMe } from "./use-me.ts";

/** Whether conversations may be offered to oneself: on duty, or away. Shown to those who may answer customers. */
export function DutySwitch() {
  const { say } = useLanguage();
  const { duty, may } = useMe();
  const cache = useQueryClient();
  const change = useMutation({
    mutationFn: (next: "on" | "away") => send("PUT", "/me/duty", { duty: next }),
    onError: (problem) => showProblem(problem, say),
    onSettled: () => cache.invalidateQueries({ queryKey: ["me"] }),
  });
  const shown = change.isPending ? change.variables : duty;
  const toggle = (): void => change.mutate(shown === "on" ? "away" : "on");
  useKeys(
    "everywhere",
    may("conversation.write") ? [{ id: "duty", keys: "Shift+KeyD", name: "shell.duty", run: toggle }] : [],
  );
  if (!may("conversation.write")) return null;
  const isOn = shown === "on";
  return (
    <Tooltip label={isOn ? say("shell.duty.on_help") : say("shell.duty.away_help")} multiline maw={280}>
      <Button
        size="compact-sm"
        variant="light"
        color={isOn ? "teal" : "gray"}
        aria-pressed={isOn}
        onClick={toggle}
        leftSection={isOn ? <IconCircleCheckFilled size={14} aria-hidden /> : <IconMoonFilled size={14} aria-hidden />}
      >
        {isOn ? say("shell.duty.on") : say("shell.duty.away")}
      </Button>
    </Tooltip>
  );
}
