import { Alert, Button, Group, Stack, Text, Title } from "@mantine/core";
import { useEffect, useRef } from "react";
import { send } from "../../api/call.ts";
import { useLanguage } from "../../language/language-provider.tsx";
import { withUndo } from "../../shell/notices.tsx";
import type { FormProps } from "./form-props.ts";

/** Gives the customer a new passcode on their own channels; nobody of staff sees it. */
export function PasscodeForm({ detail: { complaint }, close, reopen }: FormProps) {
  const { say } = useLanguage();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <form
      aria-label={say("complaint.step.renew_passcode")}
      onSubmit={(event) => {
        event.preventDefault();
        const renew = () => send("POST", `/complaints/${complaint.id}/passcode`);
        withUndo({ words: say("complaint.done.renew_passcode"), send: renew, undo: reopen }, say);
        close();
      }}
    >
      <Stack gap="sm">
        <Title order={3} size="h5" ref={title} tabIndex={-1}>
          {say("complaint.step.renew_passcode")}
        </Title>
        <Alert color="blue">
          <Text size="sm">{say("complaint.passcode.what")}</Text>
        </Alert>
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {say("complaint.cancel")}
          </Button>
          <Button type="submit">{say("complaint.do.renew_passcode")}</Button>
        </Group>
      </Stack>
    </form>
  );
}
