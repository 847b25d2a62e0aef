import { ActionIcon, Badge, Button, Card, Collapse, Group, Stack, Text, UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useState } from "react";
import type { ReactNode } from "react";
import { useLanguage } from "../language/language-provider.tsx";

interface ItemCardParts {
  readonly title: string;
  readonly note?: string;
  readonly isRetired?: boolean;
  readonly isWrong?: boolean;
  readonly startsOpen?: boolean;
  readonly disabled: boolean;
  readonly onMove?: (by: -1 | 1) => void;
  readonly onRetire?: () => void;
  readonly onRemove?: () => void;
  readonly children: ReactNode;
}

/** One of a list that can be opened, moved, retired or taken away. */
export function ItemCard({
  title,
  note,
  isRetired = false,
  isWrong = false,
  startsOpen = false,
  disabled,
  onMove,
  onRetire,
  onRemove,
  children,
}: ItemCardParts) {
  const [isOpen, setOpen] = useState(startsOpen);
  return (
    <Card withBorder padding="xs">
      <Group justify="space-between" wrap="nowrap">
        <UnstyledButton flex={1} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <Head title={title} note={note} isRetired={isRetired} isWrong={isWrong} />
        </UnstyledButton>
        {onMove !== undefined && !disabled && <Movers title={title} onMove={onMove} />}
      </Group>
      <Collapse expanded={isOpen}>
        {isOpen && (
          <Stack gap="sm" mt="sm">
            {children}
            {!disabled && <Endings isRetired={isRetired} onRetire={onRetire} onRemove={onRemove} />}
          </Stack>
        )}
      </Collapse>
    </Card>
  );
}

function Movers({ title, onMove }: { readonly title: string; readonly onMove: (by: -1 | 1) => void }) {
  const { say } = useLanguage();
  return (
    <Group gap={2} wrap="nowrap">
      <ActionIcon variant="subtle" aria-label={say("settings.up", { name: title })} onClick={() => onMove(-1)}>
        <IconArrowUp size={16} />
      </ActionIcon>
      <ActionIcon variant="subtle" aria-label={say("settings.down", { name: title })} onClick={() => onMove(1)}>
        <IconArrowDown size={16} />
      </ActionIcon>
    </Group>
  );
}

function Endings({
  isRetired,
  onRetire,
  onRemove,
}: {
  readonly isRetired: boolean;
  readonly onRetire: (() => void) | undefined;
  readonly onRemove: (() => void) | undefined;
}) {
  const { say } = useLanguage();
  return (
    <Group>
      {onRetire !== undefined && (
        <Button size="xs" variant="default" onClick={onRetire}>
          {say(isRetired ? "settings.unretire" : "settings.retire")}
        </Button>
      )}
      {onRemove !== undefined && (
        <Button size="xs" variant="light" color="red" onClick={onRemove}>
          {say("settings.remove")}
        </Button>
      )}
    </Group>
  );
}

function Head({
  title,
  note,
  isRetired,
  isWrong,
}: {
  readonly title: string;
  readonly note: string | undefined;
  readonly isRetired: boolean;
  readonly isWrong: boolean;
}) {
  const { say } = useLanguage();
  return (
    <>
      <Text fw={600} dir="auto" td={isRetired ? "line-through" : undefined} component="span">
        {title === "" ? "…" : title}
      </Text>{" "}
      <Text size="xs" c="dimmed" component="span" dir="auto">
        {note}
      </Text>{" "}
      {isRetired && <Badge variant="default">{say("settings.retired")}</Badge>}
      {isWrong && <Badge color="red">{say("settings.wrong.mark")}</Badge>}
    </>
  );
}
