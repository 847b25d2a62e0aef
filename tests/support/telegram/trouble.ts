/** What can go wrong with one call of the API, or with one webhook that is called. */
export type Trouble =
  /** Answers late. */
  | { readonly kind: "slow"; readonly ms: number }
  /** Answers with an error of the API; `retryAfter` in seconds. */
  | { readonly kind: "fail"; readonly code: number; readonly description: string; readonly retryAfter?: number }
  /** Does what was asked and never answers. */
  | { readonly kind: "accept_then_silence" }
  /** Does what was asked and cuts the connection. */
  | { readonly kind: "accept_then_reset" }
  /** Cuts the connection and does nothing. */
  | { readonly kind: "reset" }
  /** A page of some proxy in the way, with status 200. */
  | { readonly kind: "html" };

interface Planned {
  readonly method: string;
  readonly trouble: Trouble;
  left: number;
}

/** The troubles that a test has ordered. */
export interface Troubles {
  /** The next `times` calls of `method` (`*`: of any) meet `trouble`. */
  readonly plan: (method: string, trouble: Trouble, times?: number) => void;
  readonly take: (method: string) => Trouble | undefined;
  readonly clear: () => void;
}

export function createTroubles(): Troubles {
  let planned: Planned[] = [];
  return {
    plan: (method, trouble, times = 1) => {
      planned.push({ method, trouble, left: times });
    },
    take: (method) => {
      const found = planned.find((one) => one.left > 0 && (one.method === "*" || one.method === method));
      if (found === undefined) return undefined;
      found.left -= 1;
      return found.trouble;
    },
    clear: () => {
      planned = [];
    },
  };
}
