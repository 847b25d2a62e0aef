import type { Capabilities } from "../../core/channel/channel.ts";
import { layoutOf } from "../../core/channel/layout.ts";
import type { Outbound } from "../../core/channel/outbound.ts";

/** A message as the terminal shows it: each part by itself, then the buttons or the list with what to type for a tap. */
export function renderMessage(message: Outbound, can: Capabilities): string {
  const { kind, parts, choices } = layoutOf(message, can);
  const bubbles = parts.map((part) =>
    part
      .split("\n")
      .map((line) => `│ ${line}`)
      .join("\n"),
  );
  const mark = kind === "list" ? "☰" : "▢";
  const buttons = choices.map(({ label }, index) => `  /${String(index + 1)} ${mark} ${label}`);
  const files = message.files.map((id) => `  📎 ${id}`);
  return [...bubbles, ...buttons, ...files].join("\n");
}
