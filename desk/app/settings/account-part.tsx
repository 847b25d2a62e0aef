import { Badge, Button, Card, Fieldset, Group, PasswordInput, Select, Stack, Text, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { SubmitEvent } from "react";
import { get, send } from "../api/call.ts";
import { useLanguage } from "../language/language-provider.tsx";
import { problemText, showNotice, showProblem } from "../shell/notices.tsx";
import { useMe } from "../shell/use-me.ts";
import { asLanguages, languageChoices } from "./choices.ts";

/** One's own name, language, password and sessions. */
export function AccountPart() {
  return (
    <Stack>
      <Profile />
      <Password />
      <Sessions />
    </Stack>
  );
}

function Profile() {
  const { say } = useLanguage();
  const me = useMe();
  const cache = useQueryClient();
  const [name, setName] = useState(me.name);
  const [language, setLanguage] = useState(me.language);
  const save = (event: SubmitEvent): void => {
    event.preventDefault();
    send("PATCH", "/me", { name, language })
      .then(() => showNotice(say("settings.saved")))
      .then(() => Promise.all([["me"], ["agents"]].map((queryKey) => cache.invalidateQueries({ queryKey }))))
      .catch((problem: unknown) => showProblem(problem, say));
  };
  return (
    <form onSubmit={save}>
      <Fieldset legend={say("settings.account.profile")}>
        <Group align="end">
          <TextInput
            label={say("settings.name")}
            required
            dir="auto"
            autoComplete="name"
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <Select
            label={say("settings.account.language")}
            data={languageChoices}
            allowDeselect={false}
            value={language}
            onChange={(value) => setLanguage(asLanguages([value ?? ""])[0] ?? language)}
          />
          <Button type="submit">{say("shell.save")}</Button>
        </Group>
        <Text size="sm" c="dimmed" mt="xs" dir="ltr" ta="start">
          {me.email}
        </Text>
      </Fieldset>
    </form>
  );
}

function Password() {
  const { say } = useLanguage();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [wrong, setWrong] = useState<string>();
  const save = (event: SubmitEvent): void => {
    event.preventDefault();
    send("POST", "/me/password", { current, next })
      .then(() => {
        setCurrent("");
        setNext("");
        setWrong(undefined);
        showNotice(say("settings.account.password_changed"));
      })
      .catch((problem: unknown) => setWrong(problemText(problem, say)));
  };
  return (
    <form onSubmit={save}>
      <Fieldset legend={say("settings.account.password")}>
        <Group align="start">
          <PasswordInput
            label={say("settings.account.password_now")}
            required
            miw={220}
            autoComplete="current-password"
            value={current}
            error={wrong}
            onChange={({ currentTarget }) => setCurrent(currentTarget.value)}
          />
          <PasswordInput
            label={say("settings.account.password_next")}
            required
            miw={220}
            autoComplete="new-password"
            value={next}
            onChange={({ currentTarget }) => setNext(currentTarget.value)}
          />
          <Button type="submit" mt="xl">
            {say("settings.account.password_change")}
          </Button>
        </Group>
      </Fieldset>
    </form>
  );
}

interface SessionSeen {
  readonly id: string;
  readonly createdAt: string;
  readonly lastUsedAt: string;
  readonly isThisOne: boolean;
}

function Sessions() {
  const { say } = useLanguage();
  const cache = useQueryClient();
  const { data } = useQuery({
    queryKey: ["own-sessions"],
    queryFn: ({ signal }) => get<{ readonly rows: readonly SessionSeen[] }>("/me/sessions", {}, signal),
  });
  const end = (path: string): void => {
    send("DELETE", path)
      .then(() => cache.invalidateQueries({ queryKey: ["own-sessions"] }))
      .catch((problem: unknown) => showProblem(problem, say));
  };
  return (
    <Fieldset legend={say("settings.account.sessions")}>
      <Stack gap="xs">
        {data?.rows.map(({ id, createdAt, lastUsedAt, isThisOne }) => (
          <Card withBorder padding="xs" key={id}>
            <Group justify="space-between">
              <Text size="sm">
                {say("settings.account.session", { from: new Date(createdAt), last: new Date(lastUsedAt) })}
              </Text>
              {isThisOne ? (
                <Badge>{say("settings.account.this_session")}</Badge>
              ) : (
                <Button size="xs" variant="default" onClick={() => end(`/me/sessions/${id}`)}>
                  {say("settings.account.end_session")}
                </Button>
              )}
            </Group>
          </Card>
        ))}
        <Group>
          <Button size="xs" variant="light" color="red" onClick={() => end("/me/sessions")}>
            {say("settings.account.end_others")}
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  );
}
