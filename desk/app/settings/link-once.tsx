import { Alert, Button, Code, CopyButton, Modal, Stack, Text } from "@mantine/core";
import { useLanguage } from "../language/language-provider.tsx";

/** A link with which somebody sets a password once. */
export interface OneTimeLink {
  readonly token: string;
  readonly expiresAt: string;
  readonly name: string;
}

/** Shows the link; nobody can see it again. */
export function LinkOnce({ link, onClose }: { readonly link: OneTimeLink; readonly onClose: () => void }) {
  const { say } = useLanguage();
  const address = `${window.location.origin}/desk/first?token=${link.token}`;
  return (
    <Modal
      opened
      onClose={onClose}
      title={say("settings.people.link", { name: link.name })}
      closeOnClickOutside={false}
    >
      <Stack>
        <Alert color="orange">{say("settings.people.link_once")}</Alert>
        <Code block dir="ltr">
          {address}
        </Code>
        <Text size="sm">{say("settings.people.link_until", { until: new Date(link.expiresAt) })}</Text>
        <CopyButton value={address}>
          {({ copied, copy }) => (
            <Button onClick={copy} color={copied ? "teal" : "blue"}>
              {say(copied ? "settings.copied" : "settings.copy")}
            </Button>
          )}
        </CopyButton>
      </Stack>
    </Modal>
  );
}
