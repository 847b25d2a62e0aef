import { isDeepStrictEqual } from "node:util";
import { z } from "zod";

/** What a version of the section `profile` keeps: the profile in force, and the file that was read last. */
export interface ProfileContent {
  /** As it is written; checked by `readProfile`. */
  readonly profile: unknown;
  /** The profile file (`ORGANISATION`) as it was read last. */
  readonly file: unknown;
  /** Parts that the file has otherwise, because they were changed at the desk as well. */
  readonly kept?: readonly string[];
}

const contentSchema = z.object({
  profile: z.unknown(),
  file: z.unknown(),
  kept: z.array(z.string()).exactOptional(),
});

/** The content of a stored version of `profile`. Throws where it is none. */
export function profileContent(content: unknown): ProfileContent {
  return contentSchema.parse(content);
}

/**
 * The profile in force after its file was edited: what was edited in the file counts, what was changed at the desk stays, and a part that was
 * changed in both stays as the desk has it and is named in `kept`. Parts are the fields of the profile, and of its policy.
 */
export function takeOverFile({ profile, file }: ProfileContent, edited: unknown): ProfileContent {
  const [own, base, next] = [partsOf(profile), partsOf(file), partsOf(edited)];
  const merged = new Map(own);
  const kept: string[] = [];
  for (const part of new Set([...base.keys(), ...next.keys()])) {
    const isEdited = !isDeepStrictEqual(base.get(part), next.get(part));
    if (!isEdited || isDeepStrictEqual(own.get(part), next.get(part))) continue;
    if (!isDeepStrictEqual(own.get(part), base.get(part))) kept.push(part);
    else if (next.has(part)) merged.set(part, next.get(part));
    else merged.delete(part);
  }
  return { profile: profileOf(merged), file: edited, ...(kept.length === 0 ? {} : { kept }) };
}

const INNER = "policy";

/** The fields of a profile by their path, those of its policy one by one. */
function partsOf(profile: unknown): Map<string, unknown> {
  const fields = entriesOf(profile).flatMap(([name, value]): [string, unknown][] =>
    name === INNER ? entriesOf(value).map(([inner, part]) => [`${INNER}.${inner}`, part]) : [[name, value]],
  );
  return new Map(fields);
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

function profileOf(parts: ReadonlyMap<string, unknown>): Readonly<Record<string, unknown>> {
  const inner = `${INNER}.`;
  const outer = [...parts].filter(([path]) => !path.startsWith(inner));
  const policy = [...parts].flatMap(([path, value]) =>
    path.startsWith(inner) ? [[path.slice(inner.length), value] as const] : [],
  );
  return { ...Object.fromEntries(outer), [INNER]: Object.fromEntries(policy) };
}
