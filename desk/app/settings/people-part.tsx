import { Badge, Button, Card, Group, Stack, Switch, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { send } from "../api/call.ts";
import { useLanguage } from "../language/language-provider.tsx";
import { showProblem } from "../shell/notices.tsx";
import { useAgents } from "../shell/use-agents.ts";
import type { AgentSeen } from "../shell/use-agents.ts";
import { useOrganisation } from "../shell/use-organisation.ts";
import { InviteForm } from "./invite-form.tsx";
import { LinkOnce } from "./link-once.tsx";
import type { OneTimeLink } from "./link-once.tsx";
import { PersonForm } from "./person-form.tsx";

/** Members of staff: who they are, what they may do, when they are there. */
export function PeoplePart() {
  const { say } = useLanguage();
  const { all } = useAgents();
  const [showsGone, setShowsGone] = useState(false);
  const [isInviting, setInviting] = useState(false);
  const [link, setLink] = useState<OneTimeLink>();
  const shown = all.filter(({ disabledAt }) => showsGone || disabledAt === undefined);
  return (
    <Stack>
      <Group justify="space-between">
        <Switch
          label={say("settings.people.show_gone")}
          checked={showsGone}
          onChange={({ currentTarget }) => setShowsGone(currentTarget.checked)}
        />
        <Button onClick={() => setInviting(true)}>{say("settings.people.invite")}</Button>
      </Group>
      {shown.map((agent) => (
        <Person key={agent.id} agent={agent} onLink={setLink} />
      ))}
      {isInviting && <InviteForm onClose={() => setInviting(false)} onLink={setLink} />}
      {link !== undefined && <LinkOnce link={link} onClose={() => setLink(undefined)} />}
    </Stack>
  );
}

function Person({ agent, onLink }: { readonly agent: AgentSeen; readonly onLink: (link: OneTimeLink) => void }) {
  const { say } = useLanguage();
  const cache = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const told = (problem: unknown): void => showProblem(problem, say);
  const renewLink = (): void => {
    send<{ readonly token: string; readonly expiresAt: string }>("POST", `/agents/${agent.id}/link`)
      .then((made) => onLink({ ...made, name: agent.name }))
      .catch(told);
  };
  const disable = (disabled: boolean): void => {
    send("PATCH", `/agents/${agent.id}`, { disabled })
      .then(() => cache.invalidateQueries({ queryKey: ["agents"] }))
      .catch(told);
  };
  return (
    <Card withBorder padding="sm">
      <Group justify="space-between">
        <div>
          <Text fw={600} dir="auto">
            {agent.name}
          </Text>
          <Text size="sm" c="dimmed" dir="ltr" ta="start">
            {agent.email}
          </Text>
        </div>
        <Marks agent={agent} />
        <Group gap="xs">
          <Button size="xs" variant="default" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {say("shell.change")}
          </Button>
          {agent.disabledAt === undefined && (
            <Button size="xs" variant="default" onClick={renewLink}>
              {say("settings.people.new_link")}
            </Button>
          )}
          <Button
            size="xs"
            variant="light"
            color={agent.disabledAt === undefined ? "red" : "teal"}
            onClick={() => disable(agent.disabledAt === undefined)}
          >
            {say(agent.disabledAt === undefined ? "settings.people.disable" : "settings.people.enable")}
          </Button>
        </Group>
      </Group>
      {isOpen && <PersonForm agent={agent} onDone={() => setOpen(false)} />}
    </Card>
  );
}

function Marks({ agent }: { readonly agent: AgentSeen }) {
  const { say } = useLanguage();
  const { departmentName } = useOrganisation();
  return (
    <Group gap="xs">
      <Badge variant="light">{say(`settings.role.${agent.role}`)}</Badge>
      {agent.departments.map((key) => (
        <Badge key={key} variant="default">
          {departmentName(key)}
        </Badge>
      ))}
      {agent.disabledAt !== undefined && <Badge color="gray">{say("settings.people.gone")}</Badge>}
      {agent.disabledAt === undefined && !agent.canSignIn && (
        <Badge color="orange">{say("settings.people.no_password")}</Badge>
      )}
    </Group>
  );
}
