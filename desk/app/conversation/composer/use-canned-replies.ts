import { useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import { comparable } from "../../../../core/language/normalise.ts";
import type { Language } from "../../../../core/language/language.ts";
import type { cannedRepliesSchema, filledReplySchema } from "../../../schemas/settings-schema.ts";
import { get, send } from "../../api/call.ts";
import type { Wire } from "../../api/wire.ts";
import { useLanguage } from "../../language/language-provider.tsx";
import type { Suggestion } from "./suggestions.tsx";

type CannedReplies = Wire<z.output<typeof cannedRepliesSchema>>;
type FilledReply = Wire<z.output<typeof filledReplySchema>>;

/** More than these are found by typing. */
const SHOWN = 12;

/** Canned replies that fit `words`, by shortcut, title or text, those in `language` as they will read; and the way to fill one. */
export function useCannedReplies(words: string | undefined, language: string) {
  const { data, isPending } = useQuery({
    queryKey: ["settings", "canned_replies", "list"],
    queryFn: ({ signal }) => get<CannedReplies>("/canned-replies", {}, signal),
    enabled: words !== undefined,
    staleTime: 60_000,
  });
  const { language: reader } = useLanguage();
  const wanted = comparable(words ?? "", reader);
  const found = (data?.rows ?? [])
    .filter(({ kind }) => kind === "reply")
    .map((reply) => ({ reply, text: textOf(reply.texts, language) }))
    .map(({ reply, text }) => ({ reply, text, place: placeOf([reply.shortcut, reply.title, text], wanted, reader) }))
    .filter(({ place }) => place < 3)
    .toSorted((one, other) => one.place - other.place)
    .slice(0, SHOWN);
  return {
    isPending,
    suggestions: found.map(({ reply, text }): Suggestion => ({
      id: reply.id,
      title: `/${reply.shortcut} · ${reply.title}`,
      detail: text,
    })),
    fill: (id: string, conversationId: string, complaintId: string | undefined) =>
      send<FilledReply>("POST", `/canned-replies/${id}/fill`, {
        conversationId,
        ...(complaintId === undefined ? {} : { complaintId }),
      }),
  };
}

function textOf(texts: Readonly<Partial<Record<string, string>>>, language: string): string {
  return texts[language] ?? Object.values(texts)[0] ?? "";
}

/** Shortcuts first, then titles, then words of the text; 3 is none of them. */
function placeOf([shortcut = "", title = "", text = ""]: readonly string[], wanted: string, reader: Language): number {
  if (comparable(shortcut, reader).startsWith(wanted)) return 0;
  if (comparable(title, reader).includes(wanted)) return 1;
  return comparable(text, reader).includes(wanted) ? 2 : 3;
}
