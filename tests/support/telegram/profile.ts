import type { Call } from "./call.ts";
import type { Platform, Profile } from "./platform.ts";
import { badRequest, textOf } from "./wire.ts";

/** A bot of which its owner has said nothing yet. */
export function emptyProfile(): Profile {
  return {
    commands: new Map(),
    descriptions: new Map(),
    shortDescriptions: new Map(),
    menuButton: { type: "default" },
  };
}

/** https://core.telegram.org/bots/api#botcommand, #setmydescription, #setmyshortdescription */
const maxima = {
  commands: 100,
  command: 32,
  commandDescription: 256,
  description: 512,
  shortDescription: 120,
} as const;

type Method = readonly [string, (platform: Platform, call: Call) => unknown];

export const profileMethods: readonly Method[] = [
  ["getmycommands", ({ profile }, { payload }) => profile.commands.get(commandKey(payload)) ?? []],
  ["setmycommands", setCommands],
  ["getmydescription", ({ profile }, call) => ({ description: profile.descriptions.get(languageOf(call)) ?? "" })],
  ["setmydescription", ({ profile }, call) => set(profile.descriptions, call, "description", maxima.description)],
  [
    "getmyshortdescription",
    ({ profile }, call) => ({ short_description: profile.shortDescriptions.get(languageOf(call)) ?? "" }),
  ],
  [
    "setmyshortdescription",
    ({ profile }, call) => set(profile.shortDescriptions, call, "short_description", maxima.shortDescription),
  ],
  ["getchatmenubutton", ({ profile }) => profile.menuButton],
  [
    "setchatmenubutton",
    ({ profile }, { payload }) => {
      profile.menuButton = payload["menu_button"];
      return true;
    },
  ],
];

function setCommands({ profile }: Platform, { payload }: Call): true {
  const commands: unknown = payload["commands"];
  if (!Array.isArray(commands) || commands.length > maxima.commands) throw badRequest("BOT_COMMANDS_TOO_MUCH");
  for (const { command, description } of commands as { command: string; description: string }[]) {
    if (!/^[a-z0-9_]{1,32}$/u.test(command)) throw badRequest("BOT_COMMAND_INVALID");
    if (description.length < 1 || description.length > maxima.commandDescription)
      throw badRequest("BOT_COMMAND_DESCRIPTION_INVALID");
  }
  profile.commands.set(commandKey(payload), commands);
  return true;
}

function set(into: Map<string, string>, call: Call, name: string, longest: number): true {
  const text = textOf(call.payload, name);
  if (text.length > longest) throw badRequest("text is too long");
  into.set(languageOf(call), text);
  return true;
}

function languageOf({ payload }: Call): string {
  return textOf(payload, "language_code");
}

function commandKey(payload: Call["payload"]): string {
  const scope: unknown = payload["scope"];
  const type: unknown = typeof scope === "object" && scope !== null ? Reflect.get(scope, "type") : "default";
  return `${String(type)} ${textOf(payload, "language_code")}`.trim();
}
