import { capabilities } from "../../../bots/telegram/limits.ts";
import type { FileRef, Reply } from "../../../core/channel/inbound.ts";
import type { CustomerDoor } from "../customer.ts";
import type { World } from "../world.ts";
import type { FakeTelegram } from "./fake-telegram.ts";
import type { TelegramPerson } from "./person.ts";

/** The real Telegram as the scenarios use a door: everything goes over the fake's phone. */
export function telegramDoor(
  world: Pick<World, "files">,
  telegram: Pick<FakeTelegram, "update">,
  person: TelegramPerson,
): CustomerDoor {
  const posted = new Map<string, object>();
  const write = async (text: string, externalId: string | undefined): Promise<void> => {
    await person.writes(text);
    if (externalId === undefined) return;
    const chat = { id: person.chatId, type: "private", first_name: person.user.first_name };
    posted.set(externalId, { message_id: person.lastSent(), from: person.user, chat, date: 1_796_108_400, text });
  };
  const act = async (reply: Reply, externalId: string | undefined): Promise<void> => {
    switch (reply.kind) {
      case "text":
        return write(reply.text, externalId);
      case "tap":
        return tap(person, reply.token, reply.label ?? "");
      case "place":
        return person.sharesPlace(reply.latitude, reply.longitude);
      case "files":
        return sendFiles(await Promise.all(reply.files.map(bytesOf)), reply.text);
      case "contact":
        return person.sharesContact(reply.phone);
      case "start":
        return person.starts(reply.payload);
      case "unsupported":
        return person.sends({ dice: { emoji: "🎲", value: 4 } });
      case "edit":
        return person.edits(Number(reply.of.split(":")[1]), reply.text);
    }
  };
  const sendFiles = async ([first, ...others]: readonly Uint8Array[], caption?: string): Promise<void> => {
    if (first === undefined) throw new Error("no file is to be sent");
    const words = caption === undefined ? {} : { caption };
    await (others.length === 0
      ? person.sendsFile({ bytes: first, ...words })
      : person.sendsAlbum([first, ...others], caption));
  };
  const bytesOf = async ({ source }: FileRef): Promise<Uint8Array> => {
    const bytes = source.kind === "staged" ? await world.files.get(source.key) : undefined;
    if (bytes === undefined) throw new Error("the file is not there");
    return bytes;
  };
  return {
    address: { channel: "telegram", externalId: String(person.chatId) },
    can: capabilities,
    send: async (reply, externalId) => {
      const before = externalId === undefined ? undefined : posted.get(externalId);
      await (before === undefined
        ? act(reply, externalId)
        : telegram.update({ message: before }, `chat ${String(person.chatId)}`));
    },
  };
}

/** A button below a message, else the key with its words, else a button of a message that shows none any more. */
function tap(person: TelegramPerson, token: string, label: string): Promise<void> {
  const message = person.sees().findLast(({ buttons }) => buttons.some(({ data }) => data === token));
  const isKey = person.keys()?.some((key) => key.label === label) === true;
  return message === undefined && isKey ? person.pressesKey(label) : person.presses(token, message?.messageId);
}
