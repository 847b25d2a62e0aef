import { Alert, Button, Group, Stack, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import { Problem, send } from "../../api/call.ts";
import { useLanguage } from "../../language/language-provider.tsx";
import { problemText, withUndo } from "../../shell/notices.tsx";
import { Meanwhile } from "./meanwhile.tsx";
import { PreviewOf } from "./preview.tsx";
import type { CommandSent, FormProps } from "./form-props.ts";

interface CommandFormProps extends FormProps {
  readonly kind: CommandSent["kind"];
  /** What is sent; undefined while something is missing. */
  readonly command: CommandSent | undefined;
  /** Said while it can still be taken back. */
  readonly done: string;
  /** Forgets the draft. */
  readonly clear: () => void;
  /** Whether the customer hears of it, so that it is shown how. */
  readonly tells?: boolean;
  readonly children: ReactNode;
}

/**
 * The frame of every form: the process is asked first whether it would refuse, then the command waits a little in case it was a slip, and goes out
 * only if the complaint is as it was seen.
 */
export function CommandForm(props: CommandFormProps) {
  const { detail, kind, command, close, tells = false, children } = props;
  const { say } = useLanguage();
  const { seen, accept, isBusy, problem, submit } = useSending(props);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <form
      aria-label={say(`complaint.step.${kind}`)}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !isWriting(event.target)) close();
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
      }}
    >
      <Stack gap="sm">
        <Title order={3} size="h5" ref={title} tabIndex={-1}>
          {say(`complaint.step.${kind}`)}
        </Title>
        <Meanwhile detail={detail} seen={seen} accept={accept} />
        {children}
        {tells && <PreviewOf id={detail.complaint.id} command={command} language={detail.complaint.language} />}
        {problem !== undefined && (
          <Alert color="red" role="alert">
            {problemText(problem, say)}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {say("complaint.cancel")}
          </Button>
          <Button type="submit" loading={isBusy}>
            {say(`complaint.do.${kind}`)}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function useSending({ detail, command, done, clear, close, reopen }: CommandFormProps) {
  const { say } = useLanguage();
  const cache = useQueryClient();
  const { id, version } = detail.complaint;
  const [seen, setSeen] = useState({ version, events: detail.events.length });
  const [problem, setProblem] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);

  const carryOut = async (ready: CommandSent): Promise<void> => {
    const headers = { "if-match": `"${String(seen.version)}"` };
    try {
      await send("POST", `/complaints/${id}/commands`, ready, headers);
      clear();
    } finally {
      await cache.invalidateQueries({ queryKey: ["complaint", id] });
    }
  };

  const submit = async (): Promise<void> => {
    if (command === undefined) {
      setProblem(new Problem(400, "staff.wrong_input", say("complaint.form.incomplete")));
      return;
    }
    setBusy(true);
    setProblem(undefined);
    try {
      await send("POST", `/complaints/${id}/preview`, command);
      withUndo({ words: done, send: () => carryOut(command), undo: reopen }, say);
      close();
    } catch (why) {
      setProblem(why);
    } finally {
      setBusy(false);
    }
  };

  return { seen, accept: () => setSeen({ version, events: detail.events.length }), isBusy, problem, submit };
}

/** Escape closes a list of a field, or the letters of an input method, and not the form around it. */
function isWriting(target: EventTarget): boolean {
  return target instanceof Element && target.closest("input, textarea, [aria-expanded='true']") !== null;
}
