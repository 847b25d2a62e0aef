import type { Door } from "../core/complaint/actor.ts";
import type { Dimension } from "../core/improvement/board.ts";
import { brand } from "../core/ids.ts";
import type { CategoryKey, DepartmentKey } from "../core/ids.ts";
import type { Language } from "../core/language/language.ts";
import type { Say } from "../core/language/text-key.ts";
import { categoryByKey, departmentOf, textIn } from "../core/organisation/look-up.ts";
import type { Organisation } from "../core/organisation/organisation.ts";
import type { DeskTools } from "./desk-tools.ts";

/** What things are called that figures are broken down by. */
export interface BoardNames {
  /** The name of one value; of null, that it is not known yet. What the profile has no longer is called by its key. */
  readonly of: (dimension: Dimension, key: string | null) => string;
}

/** The names in the reader's language. */
export async function boardNames(tools: DeskTools, say: Say, language: Language): Promise<BoardNames> {
  const agents = new Map((await tools.store.staff.all()).map(({ id, name }) => [String(id), name]));
  const { organisation } = tools;
  return {
    of: (dimension, key) => {
      if (key === null) return say(`board.unknown.${dimension}`);
      switch (dimension) {
        case "department":
          return named(departmentOf(organisation, brand<DepartmentKey>(key)), key, language, organisation);
        case "category":
          return named(categoryByKey(organisation, brand<CategoryKey>(key)), key, language, organisation);
        case "evaluator":
          return agents.get(key) ?? key;
        case "door":
          return doorName(key, say);
      }
    },
  };
}

/** A channel, the site or the desk, in words. */
export function doorName(door: Door | (string & {}), say: Say): string {
  return say("board.door", { door });
}

function named(
  thing: { readonly name: Organisation["name"] } | undefined,
  key: string,
  language: Language,
  organisation: Organisation,
): string {
  return (thing === undefined ? "" : textIn(thing.name, language, organisation)) || key;
}
