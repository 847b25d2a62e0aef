import { Fault } from "../errors.ts";
import type { VariableName } from "./variables.ts";

/** One thing that is wrong with the environment, told so that it can be mended. Never carries a value that was set. */
export interface ConfigTrouble {
  /** The variable to change. */
  readonly variable: VariableName;
  /** What is wrong, and what to set instead. */
  readonly explanation: string;
}

/** The environment does not let the server start; carries everything that is wrong at once. */
export class ConfigFault extends Fault {
  readonly troubles: readonly ConfigTrouble[];

  constructor(troubles: readonly ConfigTrouble[]) {
    super("configuration", ["the configuration must be mended", ...troubles.map(lineOf)].join("\n  "));
    this.name = "ConfigFault";
    this.troubles = troubles;
  }
}

function lineOf({ variable, explanation }: ConfigTrouble): string {
  return `${variable} ${explanation}`;
}
