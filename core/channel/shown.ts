/** A message as a customer sees it on one channel. */
export interface Shown {
  /** In the order in which they arrive. */
  readonly texts: readonly string[];
  /** As `LayoutKind` has it. */
  readonly layout: "plain" | "buttons" | "list" | "numbered";
  /** Labels of the buttons or of the list; empty where the choices are part of the text. */
  readonly choices: readonly string[];
  /** Parts that networks carry, and charge for; unset where nobody counts them. */
  readonly smsParts?: number;
}
