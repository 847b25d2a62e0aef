import { Title } from "@mantine/core";
import { useLanguage } from "../language/language-provider.tsx";

export function QueuePage() {
  const { say } = useLanguage();
  return <Title order={1}>{say("shell.area.queue")}</Title>;
}
