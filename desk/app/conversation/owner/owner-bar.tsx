import { Badge, Button, Group, Menu } from "@mantine/core";
import { IconArrowBackUp, IconArrowRight, IconChevronDown, IconHandGrab } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import type { StartableFlow } from "../../../../core/casework/casework.ts";
import { useKeys } from "../../keys/use-keys.ts";
import { useLanguage } from "../../language/language-provider.tsx";
import { useAgents } from "../../shell/use-agents.ts";
import { useMe } from "../../shell/use-me.ts";
import { useOrganisation } from "../../shell/use-organisation.ts";
import type { Owner } from "../conversation-types.ts";
import { WaitingTime } from "../list/waiting-time.tsx";
import { useHands, useIsOwn } from "./use-hands.ts";
import classes from "../conversation.module.css";

const HandOnForm = lazy(async () => ({ default: (await import("./hand-on-form.tsx")).HandOnForm }));

const flows: readonly StartableFlow[] = ["file_complaint", "follow", "number", "language"];

/** Who answers here, and what can be done about it. */
export function OwnerBar({ id, owner }: { readonly id: string; readonly owner: Owner }) {
  const { say } = useLanguage();
  const { may } = useMe();
  const hands = useHands(id);
  const isOwn = useIsOwn(owner);
  const [isHandingOn, setHandingOn] = useState(false);
  const mayWrite = may("conversation.write");
  const startHandingOn = (): void => setHandingOn(true);
  useOwnerKeys({ canTake: mayWrite && owner.kind !== "agent", isOwn, hands, startHandingOn });
  return (
    <Group gap="xs" wrap="wrap">
      <OwnerBadge owner={owner} />
      {mayWrite && owner.kind !== "agent" ? (
        <Button
          size="compact-sm"
          leftSection={<IconHandGrab size={16} aria-hidden />}
          loading={hands.isChanging}
          onClick={() => void hands.claim()}
        >
          {say("conversation.take_over")}
        </Button>
      ) : null}
      {isOwn ? <OwnButtons hands={hands} startHandingOn={startHandingOn} /> : null}
      {isHandingOn ? (
        <Suspense fallback={null}>
          <HandOnForm handOn={hands.handOn} close={() => setHandingOn(false)} />
        </Suspense>
      ) : null}
    </Group>
  );
}

type Hands = ReturnType<typeof useHands>;

function useOwnerKeys({
  canTake,
  isOwn,
  hands,
  startHandingOn,
}: {
  readonly canTake: boolean;
  readonly isOwn: boolean;
  readonly hands: Hands;
  readonly startHandingOn: () => void;
}): void {
  const take = { id: "conversation.take_over", keys: "KeyT", name: "conversation.take_over" as const };
  const back = { id: "conversation.give_back", keys: "KeyB", name: "conversation.give_back" as const };
  const on = { id: "conversation.hand_on", keys: "KeyH", name: "conversation.hand_on" as const };
  useKeys("conversation", [
    ...(canTake ? [{ ...take, run: () => void hands.claim() }] : []),
    ...(isOwn
      ? [
          { ...back, run: () => void hands.giveBack() },
          { ...on, run: startHandingOn },
        ]
      : []),
  ]);
}

function OwnButtons({ hands, startHandingOn }: { readonly hands: Hands; readonly startHandingOn: () => void }) {
  const { say } = useLanguage();
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconArrowBackUp size={16} aria-hidden />}
        disabled={hands.isChanging}
        onClick={() => void hands.giveBack()}
      >
        {say("conversation.give_back")}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconArrowRight size={16} aria-hidden className={classes["turned"]} />}
        onClick={startHandingOn}
      >
        {say("conversation.hand_on")}
      </Button>
      <FlowMenu start={(flow) => void hands.startFlow(flow)} />
    </>
  );
}

function FlowMenu({ start }: { readonly start: (flow: StartableFlow) => void }) {
  const { say } = useLanguage();
  return (
    <Menu>
      <Menu.Target>
        <Button size="compact-sm" variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
          {say("conversation.flow")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{say("conversation.flow.hint")}</Menu.Label>
        {flows.map((flow) => (
          <Menu.Item key={flow} onClick={() => start(flow)}>
            {say(`conversation.flow.${flow}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Who answers, in words. */
function OwnerBadge({ owner }: { readonly owner: Owner }) {
  const { say } = useLanguage();
  const { nameOf } = useAgents();
  const { departmentName } = useOrganisation();
  const isOwn = useIsOwn(owner);
  if (owner.kind === "bot")
    return (
      <Badge variant="default" tt="none">
        {say("conversation.owner.bot")}
      </Badge>
    );
  if (owner.kind === "agent")
    return (
      <Badge variant={isOwn ? "filled" : "default"} color="teal.9" tt="none">
        {isOwn
          ? say("conversation.owner.own")
          : say("conversation.owner.agent", { name: nameOf(owner.agentId) ?? say("conversation.agent") })}
      </Badge>
    );
  const { department, offeredTo } = owner;
  return (
    <Group gap={6}>
      <Badge variant="filled" color="orange.9" tt="none">
        {say(`conversation.waits.${owner.why ?? "asked"}`)}
      </Badge>
      <WaitingTime since={owner.since} promisedAt={owner.promisedAt} />
      {department === undefined ? null : <span>{departmentName(department)}</span>}
      {offeredTo === undefined ? null : (
        <span>{say("conversation.owner.offered", { name: nameOf(offeredTo) ?? say("conversation.agent") })}</span>
      )}
    </Group>
  );
}
