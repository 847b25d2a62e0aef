import { Alert, Button, Paper, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useId } from "react";
import type { SubmitEvent } from "react";
import { send } from "../api/call.ts";
import { useLanguage } from "../language/language-provider.tsx";
import { LanguageSelect } from "./language-select.tsx";
import { problemText } from "./notices.tsx";
import styles from "./sign-in-page.module.css";

interface Opened {
  readonly agent: { readonly id: string };
}

interface SignInParts {
  readonly signedIn: (agentId: string) => Promise<void>;
  /** Known where a session ended in the middle of work. */
  readonly email?: string;
}

/** Asks for e-mail address and password. */
export function SignInPage({ signedIn, email }: SignInParts) {
  const { say } = useLanguage();
  const title = useId();
  const signIn = useMutation({
    mutationFn: async (form: FormData) => {
      const { agent } = await send<Opened>("POST", "/sign-in", {
        email: form.get("email"),
        password: form.get("password"),
      });
      await signedIn(agent.id);
    },
  });
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    signIn.mutate(new FormData(event.currentTarget));
  };
  return (
    <main className={styles["page"]} aria-labelledby={title}>
      <Paper withBorder p="xl" className={styles["card"]}>
        <form onSubmit={submit}>
          <Stack>
            <Title order={1} id={title}>
              {say("shell.sign_in.title")}
            </Title>
            {email !== undefined && <Text size="sm">{say("shell.sign_in.ended")}</Text>}
            <Fields email={email} />
            <div className={styles["problem"]} aria-live="assertive">
              {signIn.isError && <Alert color="red">{problemText(signIn.error, say)}</Alert>}
            </div>
            <Button type="submit" loading={signIn.isPending}>
              {say("shell.sign_in.submit")}
            </Button>
            <Text size="sm" c="dimmed">
              {say("shell.sign_in.forgotten")}
            </Text>
          </Stack>
        </form>
      </Paper>
      <LanguageSelect />
    </main>
  );
}

function Fields({ email }: { readonly email: string | undefined }) {
  const { say } = useLanguage();
  return (
    <>
      <TextInput
        name="email"
        type="email"
        dir="ltr"
        required
        withAsterisk={false}
        autoComplete="username"
        autoFocus={email === undefined}
        label={say("shell.sign_in.email")}
        defaultValue={email}
        maxLength={320}
      />
      <PasswordInput
        name="password"
        dir="ltr"
        required
        withAsterisk={false}
        autoComplete="current-password"
        autoFocus={email !== undefined}
        label={say("shell.sign_in.password")}
        visibilityToggleButtonProps={{ "aria-label": say("shell.sign_in.show") }}
        maxLength={1_000}
      />
    </>
  );
}
