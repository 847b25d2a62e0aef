import type { z } from "zod";
import type { profileSchema, WrittenCategory } from "../../../core/organisation/profile-schema.ts";
import type { Editing } from "./use-settings.ts";
import { useSettings } from "./use-settings.ts";

/** The organisation's profile as it is written. */
export type Profile = Omit<z.input<ReturnType<typeof profileSchema>>, "categories"> & {
  readonly categories: readonly WrittenCategory[];
};

/** Somewhere outside that customers can turn to. */
export type Remedy = Profile["externalRemedies"][string][number];

/** The profile while it is edited, and the way to change some of its fields. */
export function useProfile(): Editing<Profile> & { readonly set: (part: Partial<Profile>) => void } {
  const editing = useSettings<Profile>("profile");
  return { ...editing, set: (part) => editing.change({ ...editing.content, ...part }) };
}

/** `list` with `item` in the place of the one at `index`. */
export function replaced<Item>(list: readonly Item[], index: number, item: Item): Item[] {
  return list.map((each, place) => (place === index ? item : each));
}

/** `list` without the one at `index`. */
export function removed<Item>(list: readonly Item[], index: number): Item[] {
  return list.filter((_, place) => place !== index);
}

/** `list` with the one at `index` moved by one place. */
export function moved<Item>(list: readonly Item[], index: number, by: -1 | 1): Item[] {
  const item = list[index];
  const target = index + by;
  if (item === undefined || target < 0 || target >= list.length) return [...list];
  return removed(list, index).toSpliced(target, 0, item);
}
