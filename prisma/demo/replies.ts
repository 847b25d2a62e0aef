import { Fault } from "../../core/errors.ts";
import type { RedressParts } from "../../core/redress.ts";
import { saveSettings } from "../../core/settings/save-settings.ts";
import type { Agent } from "../../core/staff/agent.ts";

const replies = [
  {
    id: "thanks",
    kind: "reply",
    shortcut: "thanks",
    title: "Thanks, we are looking",
    texts: {
      en: "Thank you for writing. {agent} is looking into it and writes to you here today.",
      fa: "از پیام شما سپاسگزاریم. {agent} موضوع را بررسی می‌کند و همین امروز همین‌جا پاسخ می‌دهد.",
      tr: "Yazdığınız için teşekkür ederiz. {agent} konuyu inceliyor ve bugün size buradan yazacak.",
    },
  },
  {
    id: "label",
    kind: "reply",
    shortcut: "label",
    title: "Photo of the label",
    texts: {
      en: "Could you send us a photo of the label with the lot number, please?",
      fa: "لطفاً از برچسبی که شمارهٔ سری ساخت روی آن است یک عکس بفرستید.",
      tr: "Parti numarasının göründüğü etiketin fotoğrafını gönderebilir misiniz?",
    },
  },
  {
    id: "examined",
    kind: "report",
    shortcut: "examined",
    title: "Retained sample examined",
    texts: {
      en: "We examined the retained sample of your lot of {product}.",
      fa: "نمونهٔ نگهداری‌شدهٔ سری {product} شما را بررسی کردیم.",
      tr: "{product} ürününün partinizden sakladığımız numunesini inceledik.",
    },
  },
];

/** Keeps some ready-made replies and the beginning of a report, as the settings page would. */
export async function saveDemoReplies({ store, ports, organisation }: RedressParts, by: Agent): Promise<void> {
  const tools = { store, clock: ports.clock, organisation };
  const saved = await saveSettings(tools, { section: "canned_replies", version: 0, content: { replies } }, by);
  if (!saved.ok) throw new Fault("demo-refused", `the replies were refused: ${saved.refusal.key}`);
}
