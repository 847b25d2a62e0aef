import { Kbd } from "@mantine/core";
import { labelsOf } from "./presses.ts";
import { useKeyboardLayout } from "./use-keyboard-layout.ts";
import styles from "./keys-dialog.module.css";

/** Keys as they are printed on the keyboard. */
export function KeysShown({ keys }: { readonly keys: string }) {
  const layout = useKeyboardLayout();
  return (
    <span dir="ltr" className={styles["keys"]}>
      {labelsOf(keys, layout).map((press, at) => (
        <span key={at}>
          {press.map((label) => (
            <Kbd key={label} size="xs">
              {label}
            </Kbd>
          ))}
        </span>
      ))}
    </span>
  );
}
