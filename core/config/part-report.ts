/** One part of the installation: whether it is on, and why. */
export interface PartReport {
  readonly part: string;
  readonly state: "on" | "off" | "half";
  readonly why: string;
}
