import { Badge } from "@mantine/core";
import { IconCloudOff } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useLive } from "../api/live-provider.tsx";
import { useLanguage } from "../language/language-provider.tsx";

/** Short gaps are nobody's concern. */
const PATIENCE_MS = 2_000;

/** Says calmly that the connection is lost; what was read stays, and the desk catches up by itself. */
export function ConnectionMark() {
  const { say } = useLanguage();
  const { isConnected } = useLive();
  const [isLost, setLost] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setLost(isConnected === false), isConnected === false ? PATIENCE_MS : 0);
    return () => window.clearTimeout(timer);
  }, [isConnected]);
  return (
    <div role="status">
      {isLost && (
        <Badge
          color="yellow"
          variant="light"
          leftSection={<IconCloudOff size={14} aria-hidden />}
          title={say("shell.offline.why")}
        >
          {say("shell.offline")}
        </Badge>
      )}
    </div>
  );
}
