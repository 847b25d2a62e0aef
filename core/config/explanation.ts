/** How one variable is explained to whoever sets it. */
export interface Explanation {
  /** Heading in `.env.example` under which it stands, given by the first of the group. */
  readonly group?: string;
  /** Sentences above it in `.env.example`. */
  readonly about: string;
  /** What it is when unset, or a made-up value where nothing serves as one. */
  readonly example: string;
  /** True where `example` is the default, so that setting it changes nothing. */
  readonly isDefault?: true;
  /** What a right value looks like, for the error: "must be …". */
  readonly must: string;
}
