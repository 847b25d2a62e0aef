import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { StartableFlow } from "../../../../core/casework/casework.ts";
import { send } from "../../api/call.ts";
import { useLanguage } from "../../language/language-provider.tsx";
import { showProblem } from "../../shell/notices.tsx";
import { useMe } from "../../shell/use-me.ts";
import type { Owner } from "../conversation-types.ts";

/** To whom a conversation goes on, and why. */
export type HandOn = ({ readonly agentId: string } | { readonly department: string }) & { readonly reason: string };

type Change =
  | { readonly kind: "claim" }
  | { readonly kind: "give-back" }
  | ({ readonly kind: "hand-on" } & { readonly to: HandOn })
  | { readonly kind: "flow"; readonly flow: StartableFlow };

function bodyOf(change: Change): object | undefined {
  if (change.kind === "hand-on") return change.to;
  return change.kind === "flow" ? { flow: change.flow } : undefined;
}

/** Taking a conversation over, giving it back, handing it on, and having the bot put its questions; what is refused is told. */
export function useHands(id: string) {
  const client = useQueryClient();
  const { say } = useLanguage();
  const { mutateAsync, isPending } = useMutation({
    mutationFn: (change: Change) => send("POST", `/conversations/${id}/${change.kind}`, bodyOf(change)),
    // Also after a refusal: somebody else was faster, and is shown.
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ["conversation", id] }),
        client.invalidateQueries({ queryKey: ["conversations"] }),
        client.invalidateQueries({ queryKey: ["counts"] }),
      ]),
  });
  const change = async (wanted: Change): Promise<boolean> => {
    try {
      await mutateAsync(wanted);
      return true;
    } catch (problem) {
      showProblem(problem, say);
      return false;
    }
  };
  return {
    isChanging: isPending,
    claim: () => change({ kind: "claim" }),
    giveBack: () => change({ kind: "give-back" }),
    handOn: (to: HandOn) => change({ kind: "hand-on", to }),
    startFlow: (flow: StartableFlow) => change({ kind: "flow", flow }),
  };
}

/** Whether the conversation is the reader's own. */
export function useIsOwn(owner: Owner | undefined): boolean {
  const { id } = useMe();
  return owner?.kind === "agent" && owner.agentId === id;
}
