import { createConsole } from "../../../bots/console/index.ts";
import type { Guise } from "../../../bots/console/index.ts";
import { parseInbound } from "../../../bots/sms/parse.ts";
import { renderSms } from "../../../bots/sms/render.ts";
import { connectorActivitySchema, parseConnectorActivity } from "../../../bots/webchat/connector-parse.ts";
import { renderForConnector } from "../../../bots/webchat/connector-render.ts";
import { parseActivity } from "../../../bots/webchat/parse.ts";
import { renderMessage } from "../../../bots/webchat/render.ts";
import type { Inbound, Reply } from "../../../core/channel/inbound.ts";
import { tuesdayMorning } from "../world.ts";
import { overTheWire, replyIn, wrongLengths } from "./played-platform.ts";
import type { PlayedPlatform } from "./played-platform.ts";

const nothing = (): Promise<void> => Promise.resolve();

/** The longest text that gateways take: what Twilio does. */
const longestSms = 1_600;

/** SMS through a gateway that calls an address with what people write. */
export function playGatewaySms(): PlayedPlatform {
  return {
    show: (message) => {
      const texts = renderSms(message);
      return Promise.resolve({ words: texts.join("\n"), buttons: [], breaches: wrongLengths(texts, longestSms) });
    },
    write: (text) => {
      const form = new URLSearchParams(new URLSearchParams({ from: "989121112233", text, messageid: "7" }).toString());
      return Promise.resolve(replyIn(parseInbound(Object.fromEntries(form), { now: tuesdayMorning })));
    },
    close: nothing,
  };
}

const visitor = { visitorId: "dl_1", conversationId: "conversation" };

/** The web chat of the site. */
export function playWebchat(): PlayedPlatform {
  const post = (activity: object): Promise<Reply> =>
    Promise.resolve(replyIn(parseActivity(overTheWire({ type: "message", ...activity }), visitor, "1")));
  return {
    show: (body) => {
      const logged = {
        direction: "out",
        seq: 1,
        body,
        createdAt: tuesdayMorning,
        delivery: { state: "sent" },
      } as const;
      const activity = renderMessage(logged, { visitor, botName: "Bot", files: new Map(), fileUrl: String });
      const { text = "", suggestedActions } = activity;
      return Promise.resolve({
        words: text,
        buttons: (suggestedActions?.actions ?? []).map(({ title, displayText, value }) => ({
          label: title,
          press: () => post({ text: displayText, value, channelData: { messageBack: { displayText } } }),
        })),
        breaches: wrongLengths([text], 20_000),
      });
    },
    write: (text) => post({ text }),
    close: nothing,
  };
}

/** Another Bot Framework channel, such as Teams, through the connector. */
export function playConnector(): PlayedPlatform {
  const post = (text: string): Promise<Reply> => {
    const activity = connectorActivitySchema.parse(
      overTheWire({
        type: "message",
        id: "1",
        channelId: "msteams",
        serviceUrl: "https://smba.example.com/",
        conversation: { id: "conversation" },
        from: { id: "29:person" },
        recipient: { id: "28:bot" },
        text,
      }),
    );
    return Promise.resolve(replyIn(parseConnectorActivity(activity)));
  };
  return {
    show: (message) => {
      const { text = "", suggestedActions } = renderForConnector(message, String);
      const actions = suggestedActions?.actions ?? [];
      return Promise.resolve({
        words: text,
        buttons: actions.map(({ title, value }) => ({ label: title, press: () => post(String(value)) })),
        breaches: [...wrongLengths([text], 20_000), ...(actions.length > 6 ? ["more actions than Teams shows"] : [])],
      });
    },
    write: post,
    close: nothing,
  };
}

/** The terminal, as one of the channels that it can be seen as. */
export function playConsole(guise: Guise): PlayedPlatform {
  const written: string[] = [];
  const received: Inbound[] = [];
  let count = 0;
  const terminal = createConsole({
    guise,
    receive: (inbound) => Promise.resolve(received.push(inbound)),
    ids: { uuid: () => `id-${String((count += 1))}` },
    stage: () => Promise.reject(new Error("nobody sends a file here")),
    write: (text) => void written.push(text),
  });
  const type = async (line: string): Promise<Reply> => {
    await terminal.take(line);
    return replyIn(received.pop() ?? {});
  };
  return {
    show: async (message) => {
      await terminal.channel.send({ channel: "console", externalId: "terminal" }, message);
      const lines = (written.pop() ?? "").split("\n");
      const buttons = lines.flatMap((line) => {
        const [, tap, label] = /^ {2}(\/\d+) [☰▢] (.+)$/u.exec(line) ?? [];
        return tap === undefined || label === undefined ? [] : [{ label, press: () => type(tap) }];
      });
      const words = lines.filter((line) => line.startsWith("│ ")).map((line) => line.slice(2));
      return { words: words.join("\n"), buttons, breaches: [] };
    },
    write: type,
    close: nothing,
  };
}
