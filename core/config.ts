import { existsSync } from "node:fs";
import path from "node:path";
import { loadEnvFile } from "node:process";
import { configOf } from "./config/config-of.ts";
import type { Config } from "./config/config-of.ts";
import { explanations } from "./config/explanations.ts";
import { commonTroubles, productionTroubles } from "./config/rules.ts";
import { keptSecretKey } from "./config/secret-key.ts";
import { ConfigFault, type ConfigTrouble } from "./config/trouble.ts";
import { environmentSchema, type Environment, type VariableName } from "./config/variables.ts";

export type { Config } from "./config/config-of.ts";
export { ConfigFault } from "./config/trouble.ts";

/** What the process was started with. */
export type RawEnvironment = Readonly<Record<string, string | undefined>>;

/** The environment of this process, after `.env` of the working folder where it exists; a variable that is already set wins. */
export function processEnvironment(): RawEnvironment {
  if (existsSync(".env")) loadEnvFile(".env");
  return process.env;
}

/** The configuration of this process. Throws `ConfigFault`, which tells everything that is wrong at once. */
export function loadConfig(): Config {
  return readConfig(processEnvironment());
}

/** Reads `raw`; makes and keeps a secret key in `DATA_DIR` where development has none. Throws `ConfigFault`. */
export function readConfig(raw: RawEnvironment): Config {
  const { environment, troubles } = readEnvironment(raw);
  if (troubles.length > 0) throw new ConfigFault(troubles);
  const secretKey = environment.SECRET_KEY ?? keptSecretKey(path.resolve(environment.DATA_DIR));
  return configOf(environment, secretKey);
}

/**
 * What the variables say, and everything that is wrong with them at once; touches nothing. A variable that cannot be read counts as
 * unset, beside its trouble.
 */
export function readEnvironment(raw: RawEnvironment): {
  readonly environment: Environment;
  readonly troubles: readonly ConfigTrouble[];
} {
  const set = onlySet(raw);
  const wrong = wrongVariables(set);
  for (const name of wrong) Reflect.deleteProperty(set, name);
  const environment = environmentSchema.parse(set);
  const refused = environment.NODE_ENV === "production" ? productionTroubles(environment) : [];
  const ruled = [...commonTroubles(environment), ...refused].filter(({ variable }) => !wrong.has(variable));
  return { environment, troubles: [...[...wrong].map(troubleOf), ...ruled] };
}

function wrongVariables(set: Readonly<Record<string, string>>): ReadonlySet<VariableName> {
  const parsed = environmentSchema.safeParse(set);
  const names = parsed.success ? [] : parsed.error.issues.map((issue) => String(issue.path[0]));
  return new Set(names.filter(isVariable));
}

function onlySet(raw: RawEnvironment): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of Object.keys(explanations)) {
    const value = raw[name]?.trim();
    if (value !== undefined && value !== "") found[name] = value;
  }
  return found;
}

function isVariable(name: string): name is VariableName {
  return Object.hasOwn(explanations, name);
}

function troubleOf(variable: VariableName): ConfigTrouble {
  const { must, example } = explanations[variable];
  const isTold = example === "" || must.includes(example);
  return { variable, explanation: isTold ? `must ${must}.` : `must ${must}. For example ${variable}=${example}` };
}
