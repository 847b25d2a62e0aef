import { useQuery, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import type { SettingsSection } from "../../../core/store/settings-version.ts";
import { get, Problem, send } from "../api/call.ts";
import { useLanguage } from "../language/language-provider.tsx";
import { showNotice, showProblem } from "../shell/notices.tsx";
import { useMe } from "../shell/use-me.ts";

/** A part of what was written that is wrong. */
export type WrongField = Problem["fields"][number];

/** A version of settings as the API has it. */
interface SettingsSeen<Content> {
  readonly version: number;
  readonly content: Content;
  readonly kept?: readonly string[];
}

/** What was changed and not saved yet; kept while one goes from page to page. */
interface Draft<Content> {
  readonly content: Content;
  /** The version that it began from. */
  readonly version: number;
  readonly fields: readonly WrongField[];
}

/** Settings while they are edited. */
export interface Editing<Content> {
  readonly content: Content;
  readonly version: number;
  readonly mayEdit: boolean;
  readonly isDirty: boolean;
  /** Somebody else saved since the draft was begun. */
  readonly isOutdated: boolean;
  /** Parts that the profile's file has otherwise. */
  readonly kept: readonly string[];
  readonly fields: readonly WrongField[];
  readonly change: (content: Content) => void;
  readonly discard: () => void;
  /** Keeps the draft although somebody else saved: saving it will undo what they did in the same places. */
  readonly insist: () => void;
  readonly save: (note: string) => Promise<void>;
}

/** The settings of a section, and a draft of them that survives going elsewhere; suspends until they are known. */
export function useSettings<Content>(section: SettingsSection): Editing<Content> {
  const { say } = useLanguage();
  const { may } = useMe();
  const cache = useQueryClient();
  const key = ["settings", section];
  const draftKey = ["settings-draft", section];
  const { data: stored } = useSuspenseQuery({
    queryKey: key,
    queryFn: ({ signal }) => get<SettingsSeen<Content>>(`/settings/${section}`, {}, signal),
    staleTime: 60_000,
  });
  const { data: draft } = useQuery<Draft<Content> | null>({
    queryKey: draftKey,
    queryFn: () => null,
    enabled: false,
    initialData: null,
    staleTime: Infinity,
    gcTime: Infinity,
  });
  const keep = (next: Draft<Content> | null): void => void cache.setQueryData(draftKey, next);
  useWarning(draft !== null);
  const save = async (note: string): Promise<void> => {
    if (draft === null) return;
    const body = { version: draft.version, content: draft.content, ...(note.trim() === "" ? {} : { note }) };
    try {
      cache.setQueryData(key, await send<SettingsSeen<Content>>("PUT", `/settings/${section}`, body));
      keep(null);
      showNotice(say("settings.saved"));
      await Promise.all(
        ["organisation", "settings-history", "texts-list", "canned-replies"].map((name) =>
          cache.invalidateQueries({ queryKey: [name] }),
        ),
      );
    } catch (problem) {
      if (problem instanceof Problem) keep({ ...draft, fields: problem.fields });
      showProblem(problem, say);
      await cache.invalidateQueries({ queryKey: key });
    }
  };
  return {
    content: draft?.content ?? stored.content,
    version: stored.version,
    mayEdit: may("settings.edit"),
    isDirty: draft !== null,
    isOutdated: draft !== null && draft.version !== stored.version,
    kept: stored.kept ?? [],
    fields: draft?.fields ?? [],
    change: (content) => keep({ content, version: draft?.version ?? stored.version, fields: draft?.fields ?? [] }),
    discard: () => keep(null),
    insist: () => draft && keep({ ...draft, version: stored.version }),
    save,
  };
}

/** The browser asks before a window with unsaved changes is closed. */
function useWarning(isDirty: boolean): void {
  useEffect(() => {
    if (!isDirty) return undefined;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isDirty]);
}
