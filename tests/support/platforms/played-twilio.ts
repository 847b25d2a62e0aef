import { createTwilioContent } from "../../../bots/twilio/index.ts";
import type { MessagePart } from "../../../bots/twilio/index.ts";
import { messageOfFields } from "../../../bots/twilio/message.ts";
import type { TwilioMessage } from "../../../bots/twilio/message.ts";
import { openContentBook } from "../../../bots/whatsapp/content-book.ts";
import { parseWhatsApp } from "../../../bots/whatsapp/parse.ts";
import { renderWhatsApp } from "../../../bots/whatsapp/render.ts";
import { parseTwilioSms } from "../../../bots/sms/parse-twilio.ts";
import { renderSms } from "../../../bots/sms/render.ts";
import type { Reply } from "../../../core/channel/inbound.ts";
import { languages } from "../../../core/language/language.ts";
import { isShowable, renderContent } from "../twilio/render-content.ts";
import type { Rendered } from "../twilio/render-content.ts";
import type { TwilioState } from "../twilio/state.ts";
import { openTwilioWorld } from "../twilio/twilio-world.ts";
import { replyIn, wrongLengths } from "./played-platform.ts";
import type { PlayedPlatform, Shown } from "./played-platform.ts";

type Fields = Readonly<Record<string, string>>;

/** https://www.twilio.com/docs/api/errors/21617 */
const longestBody = 1_600;

const sid = `SM${"4".repeat(32)}`;
const common = { MessageSid: sid, SmsSid: sid, SmsMessageSid: sid, NumMedia: "0", SmsStatus: "received" };
const onWhatsApp = { ...common, From: "whatsapp:+905321112233", To: "whatsapp:+14155238886", ProfileName: "Deniz" };
const bySms = { ...common, From: "+905321112233", To: "+15005550006" };

/** WhatsApp with the Content resources that `npm run twilio:templates` makes at the fake of Twilio. */
export async function playWhatsApp(): Promise<PlayedPlatform> {
  const world = await openTwilioWorld({ hasContent: true });
  const book = openContentBook(createTwilioContent(world.account.client), languages);
  await book.refresh();
  return {
    show: (message) => {
      const parts = renderWhatsApp(message, book).map(({ words }) => filled(world.twilio.state, words));
      return Promise.resolve(shownOf(parts));
    },
    write: writeOnWhatsApp,
    close: world.close,
  };
}

/** WhatsApp of an account that has made none. */
export function playPlainWhatsApp(): PlayedPlatform {
  const nothing = { choices: () => undefined };
  return {
    show: (message) =>
      Promise.resolve(
        shownOf(renderWhatsApp(message, nothing).map(({ words }) => plain("body" in words ? words.body : ""))),
      ),
    write: writeOnWhatsApp,
    close: () => Promise.resolve(),
  };
}

/** SMS through Twilio. */
export function playTwilioSms(): PlayedPlatform {
  return {
    show: (message) => Promise.resolve(shownOf(renderSms(message).map(plain))),
    write: (Body) => Promise.resolve(read({ ...bySms, Body }, parseTwilioSms)),
    close: () => Promise.resolve(),
  };
}

/** What the customer sees of one of Twilio's messages. */
function filled(state: TwilioState, words: MessagePart["words"]): Rendered {
  if (!("contentSid" in words)) return plain("body" in words ? words.body : "");
  const content = state.contents.find((one) => one.sid === words.contentSid);
  const rendered = content === undefined ? undefined : renderContent(content, words.variables);
  if (rendered === undefined) throw new Error("the Content resource is not there, or a variable is missing");
  return rendered;
}

function plain(body: string): Rendered {
  return { body, choices: [], shape: "words" };
}

function shownOf(parts: readonly Rendered[]): Shown {
  const bodies = parts.map(({ body }) => body);
  return {
    words: bodies.join("\n"),
    buttons: parts.flatMap(({ choices, shape }) =>
      choices.map(({ id, label }) => ({ label, press: () => Promise.resolve(tap(shape, id, label)) })),
    ),
    breaches: [
      ...wrongLengths(bodies, longestBody),
      ...parts.flatMap((part) => (isShowable(part) ? [] : [`${part.shape} with ${String(part.choices.length)}`])),
    ],
  };
}

function tap(shape: Rendered["shape"], id: string, label: string): Reply {
  const fields =
    shape === "list"
      ? { ListId: id, ListTitle: label, MessageType: "interactive" }
      : { ButtonPayload: id, ButtonText: label, MessageType: "button" };
  return read({ ...onWhatsApp, Body: label, ...fields }, parseWhatsApp);
}

function writeOnWhatsApp(Body: string): Promise<Reply> {
  return Promise.resolve(read({ ...onWhatsApp, Body, MessageType: "text" }, parseWhatsApp));
}

/** As a form carries it. */
function read(fields: Fields, parse: (message: TwilioMessage) => object): Reply {
  const form = new URLSearchParams(new URLSearchParams(fields).toString());
  const message = messageOfFields(Object.fromEntries(form));
  return replyIn("unreadable" in message ? message : parse(message));
}
