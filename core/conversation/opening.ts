import { productOf } from "./source.ts";
import { inLanguage, startFlow, withState } from "./progress.ts";
import type { Progress } from "./progress.ts";
import type { Opening } from "./turn.ts";
import { greet, welcome } from "./unprompted.ts";

/** Greets whoever opens the chat, and goes where the link leads. */
export function openWith(progress: Progress, opening: Opening | undefined): Progress {
  switch (opening?.kind) {
    case undefined:
      return greet(progress);
    case "language":
      return greet(inLanguage(progress, opening.language));
    case "complaint":
      return startFlow(welcome(progress), "follow", { complaintId: opening.complaintId });
    case "source":
      return fromSource(progress, opening.source);
  }
}

function fromSource(progress: Progress, source: string): Progress {
  const product = productOf(progress.facts, source);
  const noted = withState(progress, { source });
  return product === undefined ? greet(noted) : greet(noted, "engine.about_product", { product });
}
