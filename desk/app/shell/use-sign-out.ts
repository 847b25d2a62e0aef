import { send } from "../api/call.ts";
import { queries } from "../api/queries.ts";
import { useLanguage } from "../language/language-provider.tsx";
import { sendHeld, showProblem } from "./notices.tsx";

/** Asked before somebody signs out; what answers false keeps them in. */
export type BeforeSignOut = () => boolean | Promise<boolean>;

const questions = new Set<BeforeSignOut>();

/** Has `ask` asked before somebody signs out, for example whether unsent words may go; returns the way to stop. */
export function askBeforeSignOut(ask: BeforeSignOut): () => void {
  questions.add(ask);
  return () => questions.delete(ask);
}

/** Ends the session and shows the sign-in; nothing that was read stays. */
export function useSignOut(): () => void {
  const { say } = useLanguage();
  const leave = async (): Promise<void> => {
    // Whoever signs out did not take it back.
    if (!(await sendHeld())) return;
    for (const ask of questions) if (!(await ask())) return;
    await send("POST", "/sign-out");
    queries.clear();
    window.location.assign("/desk");
  };
  return () => {
    leave().catch((problem: unknown) => showProblem(problem, say));
  };
}
