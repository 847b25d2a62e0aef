/** The colour of each series, told apart without colour by its dashes or its hatching. */
export const inks = ["var(--first)", "var(--second)", "var(--third)"] as const;

/** The dashes of each line. */
export const dashes = ["0", "7 4", "2 3"] as const;

/** The mark of a series in the legend, as it is drawn. */
export function Mark({ place }: { readonly place: number }) {
  return (
    <svg width="28" height="12" aria-hidden>
      <line
        x1="1"
        x2="27"
        y1="6"
        y2="6"
        stroke={inks[place] ?? inks[0]}
        strokeWidth="4"
        strokeDasharray={dashes[place] ?? dashes[0]}
      />
    </svg>
  );
}
