import type { TelegramPerson } from "./telegram/person.ts";
import type { WhatsAppUser } from "./twilio/whatsapp-user.ts";
import { waitUntil } from "./wait-until.ts";

/** A limit for hangs only. */
const HEARD_MS = 60_000;

/** Somebody at a platform, as a story uses them: whatever the platform calls a message or a button. */
export interface PlatformPerson {
  readonly writes: (text: string) => Promise<unknown>;
  /** Taps the newest button with this label, or writes it where there are no buttons. */
  readonly taps: (label: string) => Promise<unknown>;
  /** Waits until a message of ours has said this. */
  readonly hears: (words: string) => Promise<void>;
  /** Waits until a button says just this. */
  readonly isOffered: (label: string) => Promise<void>;
  /** Everything that arrived, oldest first. */
  readonly heard: () => readonly string[];
}

export function telegramPerson(person: TelegramPerson): PlatformPerson {
  return personOf({
    writes: person.writes,
    taps: person.taps,
    arrived: () =>
      person.sees().map(({ text, buttons }) => ({ text: plain(text), labels: buttons.map(({ label }) => label) })),
  });
}

export function whatsAppPerson(user: WhatsAppUser): PlatformPerson {
  return personOf({
    writes: user.writes,
    taps: (label) => {
      const hasButton = user.received().some(({ choices }) => choices.some((one) => one.label === label));
      return hasButton ? user.taps(label) : user.writes(label);
    },
    arrived: () =>
      user.received().map(({ body, choices }) => ({
        text: plain(body),
        labels: [...choices, ...numbered(body)].map(({ label }) => label),
      })),
  });
}

interface Arrived {
  readonly text: string;
  readonly labels: readonly string[];
}

function personOf(at: {
  readonly writes: PlatformPerson["writes"];
  readonly taps: PlatformPerson["taps"];
  readonly arrived: () => readonly Arrived[];
}): PlatformPerson {
  const heard = (): readonly string[] => at.arrived().map(({ text }) => text);
  return {
    writes: at.writes,
    taps: at.taps,
    heard,
    hears: async (words) => {
      await waitUntil(() => heard().some((text) => text.includes(words)), HEARD_MS).catch((cause: unknown) => {
        throw new Error(`did not hear “${words}”, but:\n${heard().slice(-4).join("\n")}`, { cause });
      });
    },
    isOffered: (label) => waitUntil(() => at.arrived().some(({ labels }) => labels.includes(label)), HEARD_MS),
  };
}

/** Answers as a numbered list, where there are no buttons. */
function numbered(body: string): readonly { readonly label: string }[] {
  return [...plain(body).matchAll(/^\d+\. (.+)$/gmu)].map(([, label = ""]) => ({ label }));
}

function plain(text: string): string {
  return text.replace(/[\u2066-\u2069]/gu, "");
}
