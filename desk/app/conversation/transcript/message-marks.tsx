import { Badge } from "@mantine/core";
import { Link } from "wouter";
import { useLanguage } from "../../language/language-provider.tsx";
import type { ChatMessage } from "../conversation-types.ts";
import classes from "./transcript.module.css";

/** What staff should know of a message: that it was edited, that no question took it, that our own bug met it, whose complaint it belongs to. */
export function MessageMarks({ message, isEdited }: { readonly message: ChatMessage; readonly isEdited: boolean }) {
  const { say } = useLanguage();
  const { unassigned, faulty, complaintId } = message;
  if (!isEdited && !unassigned && !faulty && complaintId === undefined) return null;
  return (
    <div className={classes["marks"]}>
      {isEdited ? (
        <Badge size="sm" variant="default" tt="none">
          {say("conversation.mark.edited")}
        </Badge>
      ) : null}
      {unassigned ? (
        <Badge size="sm" variant="default" tt="none">
          {say("conversation.mark.unassigned")}
        </Badge>
      ) : null}
      {faulty ? (
        <Badge size="sm" variant="outline" color="red" tt="none">
          {say("conversation.mark.faulty")}
        </Badge>
      ) : null}
      {complaintId === undefined ? null : (
        <Link href={`~/desk/complaints/${complaintId}`} className={classes["mark"]}>
          {say("conversation.mark.complaint")}
        </Link>
      )}
    </div>
  );
}
