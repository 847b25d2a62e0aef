import { Alert, Button, List } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useLanguage } from "../../language/language-provider.tsx";
import { useEventWords } from "../event-words.ts";
import type { ComplaintDetail } from "../use-complaint.ts";

/** What happened to the complaint since the form was opened; what was filled in stays. */
export function Meanwhile({
  detail,
  seen,
  accept,
}: {
  readonly detail: ComplaintDetail;
  readonly seen: { readonly version: number; readonly events: number };
  readonly accept: () => void;
}) {
  const { say } = useLanguage();
  const inWords = useEventWords();
  if (detail.complaint.version === seen.version) return null;
  return (
    <Alert color="orange" icon={<IconAlertTriangle />} title={say("complaint.meanwhile")} role="alert">
      <List size="sm" mb="xs">
        {detail.events.slice(seen.events).map((event) => (
          <List.Item key={event.id}>{inWords(event)}</List.Item>
        ))}
      </List>
      <Button size="compact-sm" variant="white" color="dark" onClick={accept}>
        {say("complaint.meanwhile.seen")}
      </Button>
    </Alert>
  );
}
