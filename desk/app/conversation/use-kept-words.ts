import { useEffect } from "react";
import { useLanguage } from "../language/language-provider.tsx";
import { useMe } from "../shell/use-me.ts";
import { askBeforeSignOut } from "../shell/use-sign-out.ts";
import { forgetWords, keptWords, unsentKey } from "./kept-words.ts";

/** Sends what an earlier visit left unsent, wherever the desk is opened, and asks before a sign-out takes drafts along. */
export function useKeptWords(): void {
  const { id } = useMe();
  const { say } = useLanguage();
  useEffect(() => {
    if (window.localStorage.getItem(unsentKey(id)) === null) return;
    void import("./unsent/use-unsent.ts").then(({ unsentOf }) => unsentOf(id));
  }, [id]);
  useEffect(
    () =>
      askBeforeSignOut(() => {
        if (keptWords(id).length === 0) return true;
        const goes = window.confirm(say("conversation.sign_out.ask"));
        if (goes) forgetWords(id);
        return goes;
      }),
    [id, say],
  );
}
