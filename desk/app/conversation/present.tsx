import { usePresence } from "../api/use-presence.ts";
import { useLanguage } from "../language/language-provider.tsx";
import { useAgents } from "../shell/use-agents.ts";
import classes from "./conversation.module.css";

/** Who else looks at the conversation, and who is writing: colleagues, or the customer. */
export function Present({ id }: { readonly id: string }) {
  const { say } = useLanguage();
  const { nameOf } = useAgents();
  const { others, customerWrites } = usePresence("conversation", id);
  const words = [
    ...(customerWrites ? [say("conversation.present.customer")] : []),
    ...others.map(({ agentId, doing }) =>
      say(doing === "writing" ? "conversation.present.writing" : "conversation.present.looking", {
        name: nameOf(agentId) ?? say("conversation.agent"),
      }),
    ),
  ];
  return (
    <div className={classes["present"]} role="status">
      {words.join(" · ")}
    </div>
  );
}
