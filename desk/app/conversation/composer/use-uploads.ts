import { useCallback, useRef, useState } from "react";
import { useLanguage } from "../../language/language-provider.tsx";
import { problemText } from "../../shell/notices.tsx";
import type { Composer } from "../conversation-types.ts";
import type { SentFile } from "../unsent/unsent-words.ts";
import { uploadFile } from "./upload-file.ts";

/** A file on its way to the server. */
export interface Upload {
  readonly key: string;
  readonly name: string;
  /** From 0 to 1; 1 while it is being checked. */
  readonly share: number;
  readonly problem?: string;
}

/** Files of one message; the staff API takes no more. */
export const MOST_FILES = 10;

/** Uploads files, and hands those that can be sent to `ready`. */
export function useUploads(sends: Composer["sends"], ready: (file: SentFile) => void) {
  const { say } = useLanguage();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const ending = useRef(new Map<string, AbortController>());
  const change = (key: string, part: Partial<Upload>): void =>
    setUploads((before) => before.map((each) => (each.key === key ? { ...each, ...part } : each)));
  const drop = useCallback((key: string): void => {
    ending.current.get(key)?.abort();
    setUploads((before) => before.filter((each) => each.key !== key));
  }, []);

  const add = (files: readonly File[]): void => {
    for (const file of files) void one(file);
  };
  const one = async (file: File): Promise<void> => {
    const key = crypto.randomUUID();
    const abort = new AbortController();
    ending.current.set(key, abort);
    setUploads((before) => [...before, { key, name: file.name, share: 0 }]);
    const most = file.type.startsWith("image/") ? sends?.pictures : sends?.others;
    if (most === undefined || file.size > most) {
      change(key, { problem: say(most === undefined ? "conversation.files.none" : "conversation.files.large") });
      return;
    }
    try {
      const kept = await uploadFile(file, (share) => change(key, { share }), abort.signal);
      if (kept.file === undefined) change(key, { problem: say("conversation.files.refused") });
      else {
        ready({ id: kept.id, name: file.name, type: kept.file.type });
        drop(key);
      }
    } catch (problem) {
      if (!abort.signal.aborted) change(key, { problem: problemText(problem, say) });
    }
  };
  return { uploads, add, drop };
}
