/** What a button's token names: a question that was put, and the place of one choice in it, from 0. */
export interface TokenParts {
  readonly offerId: string;
  readonly index: number;
}

/** The token of one choice: at most 32 characters of `[A-Za-z0-9.]` for offer ids of up to 28. */
export function tokenOf(offerId: string, index: number): string {
  return `${offerId}.${index}`;
}

const pattern = /^([A-Za-z0-9.]{1,28})\.(\d{1,3})$/;

/** The parts of a token; undefined for a string that no offer of ours can have made. */
export function readToken(token: string): TokenParts | undefined {
  const [, offerId, index] = pattern.exec(token) ?? [];
  return offerId === undefined || index === undefined ? undefined : { offerId, index: Number(index) };
}
