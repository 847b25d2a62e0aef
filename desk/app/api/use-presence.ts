import { useCallback, useEffect, useRef, useState } from "react";
import type { Presence } from "../../../core/store/store-news.ts";
import { useMe } from "../shell/use-me.ts";
import { send } from "./call.ts";
import { useLive } from "./live-provider.tsx";
import { hearPresence, nobodyPresent, presenceTimes, presentAt } from "./presences.ts";
import type { Present } from "./presences.ts";

/** Typing is told again this often at most. */
const WRITING_AGAIN_MS = 3_000;

interface PresenceHere {
  /** Other agents at the same thing. */
  readonly others: readonly Present[];
  readonly customerWrites: boolean;
  /** To be called at each key press in a composer; tells others that one writes. */
  readonly tellWriting: () => void;
}

/** Who else looks at this complaint or conversation and who writes; others learn the same of the caller while the window is in view. */
export function usePresence(kind: Presence["about"]["kind"], id: string): PresenceHere {
  const { id: me } = useMe();
  const { followPresence } = useLive();
  const [state, setState] = useState(nobodyPresent);
  const [now, setNow] = useState(() => Date.now());
  const latest = useRef(nobodyPresent);
  const toldWritingAt = useRef(0);

  useEffect(() => {
    const stopBeating = beat(kind, id);
    const stopFollowing = followPresence((presence) => {
      const { about, who } = presence;
      if (about.kind !== kind || about.id !== id || (who.kind === "agent" && who.agentId === me)) return;
      const heard = hearPresence(latest.current, presence, Date.now());
      latest.current = heard.state;
      setState(heard.state);
      setNow(Date.now());
      if (heard.isNew && document.visibilityState === "visible") tellPresence(kind, id, "looking");
    });
    const ticking = window.setInterval(() => setNow(Date.now()), 2_000);
    return () => {
      window.clearInterval(ticking);
      stopFollowing();
      stopBeating();
      latest.current = nobodyPresent;
      setState(nobodyPresent);
    };
  }, [kind, id, me, followPresence]);

  const tellWriting = useCallback(() => {
    if (Date.now() - toldWritingAt.current < WRITING_AGAIN_MS) return;
    toldWritingAt.current = Date.now();
    tellPresence(kind, id, "writing");
  }, [kind, id]);
  return { ...presentAt(state, now), tellWriting };
}

/** Says that one is here while the window is in view; returns the way to leave. */
function beat(kind: Presence["about"]["kind"], id: string): () => void {
  const look = (): void => tellPresence(kind, id, document.visibilityState === "visible" ? "looking" : "left");
  const leave = (): void => tellPresence(kind, id, "left");
  look();
  const beating = window.setInterval(() => {
    if (document.visibilityState === "visible") look();
  }, presenceTimes.beatMs);
  document.addEventListener("visibilitychange", look);
  window.addEventListener("pagehide", leave);
  return () => {
    window.clearInterval(beating);
    document.removeEventListener("visibilitychange", look);
    window.removeEventListener("pagehide", leave);
    leave();
  };
}

/** Nothing depends on it: what does not arrive is said again soon. */
function tellPresence(kind: Presence["about"]["kind"], id: string, doing: Presence["doing"]): void {
  send("POST", "/presence", { about: { kind, id }, doing }).catch(() => undefined);
}
