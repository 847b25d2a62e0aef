import { useQuery } from "@tanstack/react-query";

/** Browsers that can tell what is printed on the keys; of the others the places are named by their Latin letters. */
interface LayoutTeller {
  getLayoutMap(): Promise<ReadonlyMap<string, string>>;
}

declare global {
  interface Navigator {
    readonly keyboard?: LayoutTeller;
  }
}

/** What the reader's keyboard writes at each place; undefined where the browser does not say. */
export function useKeyboardLayout(): ReadonlyMap<string, string> | undefined {
  return (
    useQuery({
      queryKey: ["keyboard"],
      networkMode: "always",
      queryFn: async () => {
        const { keyboard } = navigator as { readonly keyboard?: LayoutTeller };
        return keyboard === undefined ? null : keyboard.getLayoutMap();
      },
    }).data ?? undefined
  );
}
