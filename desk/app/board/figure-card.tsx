import { ActionIcon, Paper, Popover, Text } from "@mantine/core";
import { IconHelp } from "@tabler/icons-react";
import { Link } from "wouter";
import { useLanguage } from "../language/language-provider.tsx";
import type { BoardAsked, BoardFigure } from "./board-data.ts";
import { listPath } from "./list-path.ts";
import { useValues } from "./values.ts";
import styles from "./board.module.css";

/** One figure with what it was before; it leads to what it counts. */
export function FigureCard({ figure, asked }: { readonly figure: BoardFigure; readonly asked: BoardAsked }) {
  const { say } = useLanguage();
  const { show, change } = useValues();
  const { name, value, before, unit } = figure;
  const difference = change(value, before, unit);
  const shown = show(value, unit);
  return (
    <Paper withBorder className={styles["card"]}>
      <div className={styles["cardTop"]}>
        <Text size="sm">{name}</Text>
        <Help figure={figure} />
      </div>
      <div>
        {value === undefined || value === 0 ? (
          <span className={styles["value"]}>{shown}</span>
        ) : (
          <Link href={listPath(figure.figure, asked)} className={styles["value"]} aria-label={`${name}: ${shown}`}>
            {shown}
          </Link>
        )}
        {before !== undefined && (
          <Text size="xs" c="dimmed">
            {say("board.before", { value: show(before, unit) })}
            {difference !== undefined && (
              <>
                {" · "}
                <bdi dir="ltr">{difference}</bdi>
              </>
            )}
          </Text>
        )}
      </div>
    </Paper>
  );
}

function Help({ figure: { name, help } }: { readonly figure: BoardFigure }) {
  const { say } = useLanguage();
  return (
    <Popover width={280} withArrow trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size="sm" aria-label={say("board.help", { name })}>
          <IconHelp size={16} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown tabIndex={0} aria-label={say("board.help", { name })}>
        <Text size="sm">{help}</Text>
      </Popover.Dropdown>
    </Popover>
  );
}
