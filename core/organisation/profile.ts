import { readFileSync } from "node:fs";
import type { z } from "zod";
import { Fault } from "../errors.ts";
import { brand } from "../ids.ts";
import type { CategoryKey, DepartmentKey } from "../ids.ts";
import demo from "./demo-organisation.json" with { type: "json" };
import type { Category, Organisation } from "./organisation.ts";
import { frameSchema, profileSchema } from "./profile-schema.ts";
import type { WrittenCategory } from "./profile-schema.ts";

/** Either the organisation, or everything that is wrong with its profile, one sentence each: where, what, and how to mend it. */
export type ProfileReading =
  | { readonly ok: true; readonly organisation: Organisation }
  | { readonly ok: false; readonly problems: readonly string[]; readonly fields: readonly WrongPart[] };

/** A part of a profile that is wrong: where, and a stable code of what. */
export interface WrongPart {
  readonly path: string;
  readonly code: string;
}

/** The organisation whose profile is at `path`, or the demo organisation where there is none; as `loadProfile`. */
export function loadOrganisation(path: string | undefined): Organisation {
  return loadProfile(path).organisation;
}

/** A profile as it is written, and the organisation that it describes. */
export interface LoadedProfile {
  readonly written: unknown;
  readonly organisation: Organisation;
}

/** Reads the profile at `path` (JSON), or the demo organisation's where there is none. Throws a `Fault` that names every problem at once. */
export function loadProfile(path: string | undefined): LoadedProfile {
  const written: unknown = path === undefined ? demo : readJson(path);
  const reading = readProfile(written);
  if (reading.ok) return { written, organisation: reading.organisation };
  throw new Fault(
    "organisation-profile",
    [`${path ?? "the demo profile"} cannot be used:`, ...reading.problems].join("\n- "),
  );
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    const what = cause instanceof SyntaxError ? "is not JSON" : "cannot be read";
    throw new Fault("organisation-profile", `${path} ${what}; correct the file, or the path in ORGANISATION`, cause);
  }
}

/** Checks a profile: the shape of every field, and that what refers to something refers to something that is there. */
export function readProfile(profile: unknown): ProfileReading {
  const parsed = profileSchema(frameSchema.parse(profile)).safeParse(profile);
  if (!parsed.success)
    return { ok: false, problems: parsed.error.issues.map(describe), fields: parsed.error.issues.map(wrongPart) };
  const { categories, departments, ...rest } = parsed.data;
  return {
    ok: true,
    organisation: {
      ...rest,
      departments: departments.map(({ key, ...department }) => ({ key: brand<DepartmentKey>(key), ...department })),
      categories: categories.map((category) => toCategory(category, undefined)),
    },
  };
}

/** A child's key is its path; a child without a department has its parent's. */
function toCategory(written: WrittenCategory, parent: Category | undefined): Category {
  const own: Category = {
    key: brand<CategoryKey>(parent === undefined ? written.key : `${parent.key}.${written.key}`),
    name: written.name,
    department:
      written.department === undefined && parent !== undefined
        ? parent.department
        : brand<DepartmentKey>(written.department ?? ""),
    children: [],
    ...(written.retired === true || parent?.retired === true ? { retired: true } : {}),
  };
  return { ...own, children: (written.children ?? []).map((child) => toCategory(child, own)) };
}

const mending: Readonly<Record<string, string>> = {
  invalid_type: "; give it a value of that type",
  invalid_value: "; use one of these",
  unrecognized_keys: "; remove it or correct its spelling",
  too_small: "; add what is missing",
  too_big: "; make it smaller",
};

function describe(issue: z.core.$ZodIssue): string {
  const where = issue.path.length === 0 ? "profile" : issue.path.map(String).join(".");
  const mend = issue.message.includes(";") ? "" : (mending[issue.code] ?? "; correct it");
  return `${where}: ${issue.message}${mend}`;
}

function wrongPart(issue: z.core.$ZodIssue): WrongPart {
  const rule: unknown = issue.code === "custom" ? issue.params?.["rule"] : undefined;
  return { path: issue.path.map(String).join("."), code: typeof rule === "string" ? rule : issue.code };
}
