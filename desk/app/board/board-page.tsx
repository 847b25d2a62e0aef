import { Title } from "@mantine/core";
import { useLanguage } from "../language/language-provider.tsx";

export function BoardPage() {
  const { say } = useLanguage();
  return <Title order={1}>{say("shell.area.board")}</Title>;
}
