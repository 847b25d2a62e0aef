import { ActionIcon, Menu, SegmentedControl, Stack, Text, useMantineColorScheme } from "@mantine/core";
import type { MantineColorScheme } from "@mantine/core";
import { IconLogout, IconUser, IconUserCircle } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "wouter";
import type { Language } from "../../../core/language/language.ts";
import { send } from "../api/call.ts";
import { useLanguage } from "../language/language-provider.tsx";
import { LanguageSelect } from "./language-select.tsx";
import { showProblem } from "./notices.tsx";
import { useMe } from "./use-me.ts";
import { useSignOut } from "./use-sign-out.ts";

/** Who one is, in which language and by which light one works, and the way out. */
export function UserMenu() {
  const { say } = useLanguage();
  const me = useMe();
  const cache = useQueryClient();
  const signOut = useSignOut();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const keepLanguage = (language: Language): void => {
    send("PATCH", "/me", { language })
      .then(() => cache.invalidateQueries({ queryKey: ["me"] }))
      .catch((problem: unknown) => showProblem(problem, say));
  };
  const schemes: readonly MantineColorScheme[] = ["light", "dark", "auto"];
  return (
    <Menu position="bottom-end" width={260} trapFocus>
      <Menu.Target>
        <ActionIcon variant="subtle" size="lg" radius="xl" aria-label={say("shell.own", { name: me.name })}>
          <IconUserCircle size={22} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Stack gap="xs" p="xs">
          <div>
            <Text fw={600} dir="auto">
              {me.name}
            </Text>
            <Text size="xs" c="dimmed" dir="ltr" ta="start">
              {me.email}
            </Text>
          </div>
          <LanguageSelect chosen={keepLanguage} />
          <SegmentedControl
            size="xs"
            fullWidth
            aria-label={say("shell.light")}
            value={colorScheme}
            onChange={(value) => setColorScheme(schemes.find((scheme) => scheme === value) ?? "auto")}
            data={schemes.map((scheme) => ({ value: scheme, label: say(`shell.light.${scheme}`) }))}
          />
        </Stack>
        <Menu.Divider />
        <Menu.Item component={Link} href="/settings/account" leftSection={<IconUser size={16} aria-hidden />}>
          {say("shell.account")}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={signOut}>
          {say("shell.sign_out")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
