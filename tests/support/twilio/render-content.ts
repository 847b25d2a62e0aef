import { z } from "zod";
import type { TwilioContentRecord, TwilioRecord } from "./state.ts";

/** A Content resource filled with its variables, as the customer sees it. */
export type Rendered = Pick<TwilioRecord, "body" | "choices" | "shape">;

const text = z.object({ body: z.string() });
const buttons = z.object({
  body: z.string(),
  actions: z.array(z.object({ type: z.literal("QUICK_REPLY"), title: z.string(), id: z.string() })),
});
const list = z.object({
  body: z.string(),
  button: z.string(),
  items: z.array(z.object({ id: z.string(), item: z.string() })),
});

/** Fills `content`; undefined where a variable is missing. */
export function renderContent(
  { types }: TwilioContentRecord,
  variables: Readonly<Record<string, string>>,
): Rendered | undefined {
  const missing: string[] = [];
  const fill = (template: string): string =>
    template.replace(/\{\{(\w+)\}\}/gu, (_, name: string) => {
      const value = variables[name];
      if (value === undefined) missing.push(name);
      return value ?? "";
    });
  const rendered = renderTypes(types, fill);
  return missing.length > 0 ? undefined : rendered;
}

function renderTypes(types: TwilioContentRecord["types"], fill: (template: string) => string): Rendered {
  if ("twilio/list-picker" in types) {
    const { body, items } = list.parse(types["twilio/list-picker"]);
    const choices = items.map(({ id, item }) => ({ id: fill(id), label: fill(item) }));
    return { body: fill(body), choices, shape: "list" };
  }
  if ("twilio/quick-reply" in types) {
    const { body, actions } = buttons.parse(types["twilio/quick-reply"]);
    const choices = actions.map(({ id, title }) => ({ id: fill(id), label: fill(title) }));
    return { body: fill(body), choices, shape: "buttons" };
  }
  return { body: fill(text.parse(types["twilio/text"]).body), choices: [], shape: "words" };
}

/** Whether WhatsApp would show it: its limits for buttons, lists and words. */
export function isShowable({ body, choices, shape }: Rendered): boolean {
  const [most, longest] = shape === "list" ? [10, 24] : [3, 20];
  const longestBody = shape === "words" ? 1_600 : 1_024;
  const labels = choices.map(({ label }) => label);
  return (
    body !== "" &&
    body.length <= longestBody &&
    choices.length <= most &&
    labels.every((label) => label !== "" && label.length <= longest) &&
    new Set(labels).size === labels.length &&
    new Set(choices.map(({ id }) => id)).size === choices.length
  );
}
