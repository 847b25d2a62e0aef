import type { Explanation } from "./explanation.ts";
import { smsExplanations } from "./sms-variables.ts";
import type { VariableName } from "./variables.ts";

/** The variables of the channels, in the order in which `.env.example` shows them. */
export const channelExplanations = {
  DIRECT_LINE_SECRET: {
    group: "Web chat",
    about: "Secret with which your own servers ask for web chat tokens. Unset: only the widget gets tokens.",
    example: "",
    must: "have at least 32 characters",
  },
  WIDGET_ORIGINS: {
    about: "Sites that may embed the widget, with commas between. Unset: only the pages of this server.",
    example: "https://www.example.com,https://shop.example.com",
    must: "be a list of addresses such as https://www.example.com, without paths, with commas between",
  },
  WEBCHAT_POSTS_PER_MINUTE: {
    about:
      "Messages that one visitor may send in a minute; from one address, which may stand for many people behind one router, ten times as many, and twice as many new chats. Raise it where a whole building shares an address, or to measure.",
    example: "60",
    isDefault: true,
    must: "be a whole number from 1 to 1000000",
  },
  MICROSOFT_APP_ID: {
    group: "Azure Bot Service (Teams and the like); all off while the id is unset",
    about: "App id of the bot's registration; /api/messages exists only with it.",
    example: "00000000-0000-0000-0000-000000000000",
    must: "be an app id such as 00000000-0000-0000-0000-000000000000",
  },
  MICROSOFT_APP_PASSWORD: { about: "Client secret of the registration.", example: "", must: "be a client secret" },
  MICROSOFT_APP_TENANT_ID: {
    about: "Tenant of a single-tenant registration; unset for a multi-tenant one.",
    example: "00000000-0000-0000-0000-000000000000",
    must: "be a tenant id such as 00000000-0000-0000-0000-000000000000",
  },
  TELEGRAM_BOT_TOKEN: {
    group: "Telegram; off while the token is unset (docs/operations.md)",
    about:
      "The bot's token, as @BotFather gives it. Where PUBLIC_URL begins with https:// Telegram is told to deliver there; else it is asked for messages.",
    example: "1234567890:AAabcdefghijklmnopqrstuvwxyz0123456",
    must: "be a bot's token such as 1234567890:AAabcdefghijklmnopqrstuvwxyz0123456",
  },
  TELEGRAM_WEBHOOK_SECRET: {
    about:
      "What Telegram has to send along with each message, so that nobody else can. Unset: derived from SECRET_KEY. A changed one is told to Telegram at the next start.",
    example: "",
    must: "have 32 to 256 characters of A-Z, a-z, 0-9, _ and -",
  },
  TELEGRAM_API_ROOT: {
    about: "Another Bot API server in the place of Telegram's own, reached without --local, or a fake.",
    example: "https://api.telegram.org",
    isDefault: true,
    must: "be an address such as https://api.telegram.org, without a path",
  },
  TELEGRAM_MESSAGES_PER_SECOND: {
    about:
      "Messages that Telegram lets the bot send, in all: about 30, more where it is paid for. Too high a number only makes Telegram refuse and us wait.",
    example: "30",
    isDefault: true,
    must: "be a whole number from 1 to 10000",
  },
  TWILIO_ACCOUNT_SID: {
    group: "Twilio (WhatsApp and SMS); both off while the account is unset (docs/operations.md)",
    about: "Account that the numbers belong to.",
    example: "AC00000000000000000000000000000000",
    must: "be an account sid: AC and 32 characters of 0-9 and a-f",
  },
  TWILIO_AUTH_TOKEN: {
    about: "Its auth token: signs what Twilio tells us, and opens its API to us.",
    example: "",
    must: "be an auth token of at least 16 characters",
  },
  TWILIO_AUTH_TOKEN_NEXT: {
    about:
      "The other token while the auth token is being changed, in the order of docs/operations.md: both are believed, calls go out with TWILIO_AUTH_TOKEN. Unset afterwards.",
    example: "",
    must: "be an auth token of at least 16 characters",
  },
  TWILIO_WHATSAPP_FROM: {
    about: "Number of the WhatsApp sender, or of the sandbox. Unset: no WhatsApp.",
    example: "+14155238886",
    must: "be a number such as +14155238886",
  },
  TWILIO_WHATSAPP_MESSAGES_PER_SECOND: {
    about: "Messages that Twilio lets the WhatsApp number send: 80, more where it was granted.",
    example: "80",
    isDefault: true,
    must: "be a whole number from 1 to 10000",
  },
  TWILIO_SMS_FROM: {
    about:
      "Sender of SMS: a number, a short code, a name (which nobody can answer), or the sid of a Messaging Service. Unset: no SMS through Twilio.",
    example: "+14155238887",
    must: "be a number such as +14155238887, a short code, a name of at most 11 letters and digits, or a sid that begins with MG",
  },
  TWILIO_API_ROOT: {
    about: "Another address in the place of Twilio's own, for example of a proxy. Unset: Twilio's.",
    example: "https://twilio-proxy.example.com",
    must: "be an address such as https://twilio-proxy.example.com, without a path; http only on this machine",
  },
  ...smsExplanations,
} as const satisfies Partial<Record<VariableName, Explanation>>;
