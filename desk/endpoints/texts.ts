import { countParts } from "../../core/channel/count-parts.ts";
import { smsText } from "../../core/channel/sms-text.ts";
import { catalogues } from "../../core/language/catalogues.ts";
import { languages } from "../../core/language/language.ts";
import type { Language } from "../../core/language/language.ts";
import { sayWith } from "../../core/language/say.ts";
import type { TextKey } from "../../core/language/text-key.ts";
import type { TextOverrides } from "../../core/language/text-overrides.ts";
import { textsOf } from "../../core/settings/keep-settings.ts";
import { isOverridable, placeholdersOf, sampleArgs, wrongOverrides } from "../../core/settings/text-rules.ts";
import { problem } from "../../core/http/respond.ts";
import type { DeskTools } from "../desk-tools.ts";
import { endpoint } from "../endpoint.ts";
import type { Endpoint } from "../endpoint.ts";
import { z } from "../schemas/api-zod.ts";
import { textPreviewSchema, textSchema, textShownSchema } from "../schemas/settings-schema.ts";

/** What customers are told: the catalogues' texts, and the organisation's own in their place. */
export function textEndpoints(tools: DeskTools): readonly Endpoint[] {
  return [
    endpoint({
      tag: "Settings",
      access: "settings.read",
      method: "GET",
      path: "/api/v1/texts",
      summary: "Every text in every language, with the organisation's own in its place",
      success: { status: 200, schema: z.object({ version: z.int(), rows: z.array(textSchema).readonly() }) },
      handle: async () => {
        const stored = await tools.store.settings.current("texts");
        const own = textsOf(stored);
        return { value: { version: stored?.version ?? 0, rows: keys.map((key) => row(key, own)) } };
      },
    }),
    endpoint({
      tag: "Settings",
      access: "settings.read",
      method: "POST",
      path: "/api/v1/texts/preview",
      summary: "A text as it would be said, with made-up values",
      body: textPreviewSchema,
      success: { status: 200, schema: textShownSchema },
      refusals: [404],
      handle: async ({ body }) => {
        const key = keys.find((known) => known === body.key);
        if (key === undefined) return problem(404, "problem.not_found");
        return { value: shown(key, body.language, body.text, tools) };
      },
    }),
  ];
}

const keys = Object.keys(catalogues.en).filter(isTextKey);

function isTextKey(key: string): key is TextKey {
  return key in catalogues.en;
}

function row(key: TextKey, own: TextOverrides) {
  const inEach = (texts: TextOverrides): Partial<Record<Language, string>> =>
    Object.fromEntries(
      languages.flatMap((language) => {
        const text = texts[language]?.[key];
        return text === undefined ? [] : [[language, text]];
      }),
    );
  return {
    key,
    canBeChanged: isOverridable(key),
    placeholders: placeholdersOf(key),
    texts: inEach(catalogues),
    own: inEach(own),
  };
}

function shown(key: TextKey, language: Language, text: string, { organisation, clock }: DeskTools) {
  const [wrong] = wrongOverrides({ [language]: { [key]: text } });
  if (wrong !== undefined && wrong.code !== "sms_too_long") return { code: wrong.code };
  const args = sampleArgs(key, language);
  const said = (own: TextOverrides): string => sayWith(own, language, organisation.timeZone, clock.now())(key, args);
  const words = said({ [language]: { [key]: text } });
  const parts = (each: string): number => countParts(smsText(each, language)).parts;
  return {
    text: words,
    smsParts: parts(words),
    usualSmsParts: parts(said({})),
    ...(wrong === undefined ? {} : { code: wrong.code }),
  };
}
