import { Alert, Button, Modal, Stack, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { SubmitEvent } from "react";
import { send } from "../api/call.ts";
import { useLanguage } from "../language/language-provider.tsx";
import { problemText } from "../shell/notices.tsx";
import type { OneTimeLink } from "./link-once.tsx";
import { RoleFields } from "./role-fields.tsx";
import type { Standing } from "./role-fields.tsx";

/** Makes an account for somebody, and the link with which they set a password. */
export function InviteForm({
  onClose,
  onLink,
}: {
  readonly onClose: () => void;
  readonly onLink: (link: OneTimeLink) => void;
}) {
  const { say, language } = useLanguage();
  const cache = useQueryClient();
  const [email, setEmail] = useState("");
  const [standing, setStanding] = useState<Standing>({ name: "", role: "agent", departments: [], language });
  const [wrong, setWrong] = useState<string>();
  const invite = (event: SubmitEvent): void => {
    event.preventDefault();
    send<{ readonly link: { readonly token: string; readonly expiresAt: string } }>("POST", "/agents", {
      email,
      ...standing,
    })
      .then(async ({ link }) => {
        onLink({ ...link, name: standing.name });
        onClose();
        await cache.invalidateQueries({ queryKey: ["agents"] });
      })
      .catch((problem: unknown) => setWrong(problemText(problem, say)));
  };
  return (
    <Modal opened onClose={onClose} title={say("settings.people.invite")} closeOnClickOutside={email === ""}>
      <form onSubmit={invite}>
        <Stack>
          {wrong !== undefined && (
            <Alert color="red" role="alert">
              {wrong}
            </Alert>
          )}
          <TextInput
            label={say("settings.people.email")}
            type="email"
            dir="ltr"
            required
            data-autofocus
            value={email}
            onChange={({ currentTarget }) => setEmail(currentTarget.value)}
          />
          <RoleFields value={standing} onChange={setStanding} />
          <Button type="submit">{say("settings.people.invite_now")}</Button>
        </Stack>
      </form>
    </Modal>
  );
}
