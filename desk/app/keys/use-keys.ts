import { useEffect, useRef } from "react";
import { keyRegistry } from "./registry.ts";
import type { KeyArea, KeyBinding } from "./registry.ts";

/** Makes `bindings` work while the component is shown. They may be made anew at each rendering. */
export function useKeys(area: KeyArea, bindings: readonly KeyBinding[]): void {
  const entry = useRef<ReturnType<typeof keyRegistry.mount>>(undefined);
  useEffect(() => {
    const mounted = keyRegistry.mount(area);
    entry.current = mounted;
    return () => mounted.unmount();
  }, [area]);
  useEffect(() => {
    entry.current?.replace(bindings);
  });
}
