import type { Language } from "../../core/language/language.ts";
import type { TwilioContent } from "../twilio/index.ts";
import { planContent } from "./content-plan.ts";
import type { ContentUse, InvitationKind, PlannedContent } from "./content-plan.ts";

/** Which of our Content resources are there and may be used, as Twilio last said. */
export interface ContentBook {
  /** The sid for so many choices; undefined where there is none, and numbered words have to do. */
  readonly choices: (use: "buttons" | "list", language: Language, count: number) => string | undefined;
  /** The sid and the words of an invitation that WhatsApp has approved; undefined where there is none. */
  readonly invitation: (
    language: Language,
    kind: string,
    hasNumber: boolean,
  ) => { readonly sid: string; readonly namesNumber: boolean } | undefined;
  /** Asks Twilio again; what was known stays known where it rejects. */
  readonly refresh: () => Promise<void>;
}

/** An empty book until the first `refresh`. */
export function openContentBook(content: Pick<TwilioContent, "list">, languages: readonly Language[]): ContentBook {
  const plan = planContent(languages);
  let known: ReadonlyMap<string, string> = new Map();
  const invitation = (language: Language, kind: InvitationKind | "general"): string | undefined =>
    known.get(keyOf({ use: "invitation", language, kind }));
  return {
    choices: (use, language, count) => known.get(keyOf({ use, language, count })),
    invitation: (language, kind, hasNumber) => {
      const named = hasNumber ? invitation(language, asKind(kind)) : undefined;
      if (named !== undefined) return { sid: named, namesNumber: true };
      const general = invitation(language, "general");
      return general === undefined ? undefined : { sid: general, namesNumber: false };
    },
    refresh: async () => {
      known = usable(plan, await content.list());
    },
  };
}

/** A kind that has no words of its own is a message about a complaint. */
function asKind(kind: string): InvitationKind {
  return planKinds.get(kind) ?? "message";
}

const planKinds: ReadonlyMap<string, InvitationKind> = new Map(
  planContent(["en"]).flatMap(({ for: use }) =>
    use.use === "invitation" && use.kind !== "general" ? [[use.kind, use.kind] as const] : [],
  ),
);

function usable(
  plan: readonly PlannedContent[],
  found: Awaited<ReturnType<TwilioContent["list"]>>,
): ReadonlyMap<string, string> {
  const byName = new Map(found.map((resource) => [resource.name, resource]));
  return new Map(
    plan.flatMap(({ for: use, draft, needsApproval }) => {
      const resource = byName.get(draft.name);
      if (resource === undefined || (needsApproval && resource.approval !== "approved")) return [];
      return [[keyOf(use), resource.sid] as const];
    }),
  );
}

function keyOf(use: ContentUse): string {
  return `${use.use} ${use.language} ${use.use === "invitation" ? use.kind : String(use.count)}`;
}
