import { explanations } from "./explanations.ts";
import type { Explanation } from "./explanation.ts";

const HEADER = [
  "# Copy to `.env` and uncomment what you change; variables of the environment win over the file.",
  "# `npm run doctor` says what is on, off and half configured, and why.",
];

/** The text of `.env.example`: each variable with its explanation, commented out, with its default or an example. */
export function envExample(): string {
  const lines = Object.entries(explanations).flatMap(([name, explanation]) => linesOf(name, explanation));
  return [...HEADER, ...lines, ""].join("\n");
}

function linesOf(name: string, { group, about, example, isDefault }: Explanation): string[] {
  const heading = group === undefined ? [] : ["", `# --- ${group} ---`];
  const kind = isDefault === true ? " Default:" : example === "" ? "" : " Example:";
  return [...heading, "", ...wrapped(`${about}${kind}`).map((line) => `# ${line}`), `# ${name}=${example}`];
}

function wrapped(text: string): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line !== "" && line.length + word.length > 100) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines;
}
