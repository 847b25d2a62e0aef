import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { Problem, Unreachable } from "../api/call.ts";
import { useLanguage } from "../language/language-provider.tsx";
import type { DeskSay } from "../language/language-provider.tsx";

/** How long a command can be taken back before it is sent. */
const UNDO_MS = 6_000;

/** Tells something good in passing. */
export function showNotice(words: string): void {
  notifications.show({ message: words, color: "teal", role: "status" });
}

/** Tells why something could not be done: the server's own sentence, else that it cannot be reached. */
export function showProblem(problem: unknown, say: DeskSay): void {
  notifications.show({ message: problemText(problem, say), color: "red", autoClose: 10_000, role: "alert" });
}

/** The sentence for what went wrong. */
export function problemText(problem: unknown, say: DeskSay): string {
  if (problem instanceof Problem) return problem.message;
  return say(problem instanceof Unreachable ? "shell.unreachable" : "shell.fault");
}

/** A command that waits a little, in case it was a slip. */
interface Held {
  /** What is about to be done, for example "Routed to Resins". */
  readonly words: string;
  /** Sends it; what it rejects with is told by `showProblem`. */
  readonly send: () => Promise<unknown>;
  /** Puts the page back as it was. */
  readonly undo?: () => void;
  /** How long it waits; 6 s unless told. */
  readonly forMs?: number;
}

const held = new Set<() => Promise<boolean>>();
window.addEventListener("pagehide", () => void sendHeld());

/** Sends every command that could still be taken back; false where one was refused, which is shown. */
export async function sendHeld(): Promise<boolean> {
  const sent = await Promise.all([...held].map((sendNow) => sendNow()));
  return sent.every((is) => is);
}

/** Shows `words` with a button that takes the command back, and sends it when the time is over, or at once when the page is left. */
export function withUndo({ words, send, undo, forMs = UNDO_MS }: Held, say: DeskSay): void {
  const id = `undo-${crypto.randomUUID()}`;
  const settle = (): void => {
    window.clearTimeout(timer);
    held.delete(sendNow);
    notifications.hide(id);
  };
  const sendNow = async (): Promise<boolean> => {
    settle();
    try {
      await send();
      return true;
    } catch (problem) {
      undo?.();
      showProblem(problem, say);
      return false;
    }
  };
  const takeBack = (): void => {
    settle();
    undo?.();
  };
  const timer = window.setTimeout(() => void sendNow(), forMs);
  held.add(sendNow);
  notifications.show({
    id,
    message: <HeldNotice words={words} takeBack={takeBack} />,
    autoClose: false,
    withCloseButton: false,
    role: "status",
  });
}

function HeldNotice({ words, takeBack }: { readonly words: string; readonly takeBack: () => void }) {
  const { say } = useLanguage();
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text size="sm">{words}</Text>
      <Button size="compact-sm" variant="light" onClick={takeBack}>
        {say("shell.undo")}
      </Button>
    </Group>
  );
}
