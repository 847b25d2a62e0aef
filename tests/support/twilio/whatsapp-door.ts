import { plainCapabilities, richCapabilities } from "../../../bots/whatsapp/limits.ts";
import type { FileRef, Reply } from "../../../core/channel/inbound.ts";
import type { CustomerDoor } from "../customer.ts";
import { postOnce } from "./post-once.ts";
import type { TwilioRecord } from "./state.ts";
import type { TwilioWorld } from "./twilio-world.ts";
import type { SentFile, WhatsAppUser } from "./whatsapp-user.ts";

/** Longer than an answer waits for more files. */
const albumMs = 3_000;

/**
 * The real WhatsApp as the scenarios use a door: everything goes over the fake's phone. `hasContent` as the world was opened: without it people
 * answer by number.
 */
export function whatsAppDoor(
  { world, twilio, settled, waits }: TwilioWorld,
  user: WhatsAppUser,
  { hasContent }: { readonly hasContent: boolean },
): CustomerDoor {
  const once = postOnce(twilio.webhooks);
  /** Whoever was only told that there is news writes first, and gets it. */
  const fetchNews = async (token: string): Promise<void> => {
    if (isOnPhone(user, token)) return;
    await user.writes("?");
    await settled();
  };
  const act = async (reply: Reply): Promise<number> => {
    switch (reply.kind) {
      case "text":
        return user.writes(reply.text);
      case "tap":
        await fetchNews(reply.token);
        return user.tapsIn(messageWith(user, reply.token), labelOf(user, reply.token));
      case "place":
        return user.sendsPlace(reply.latitude, reply.longitude, reply.label);
      case "files":
        return sendFiles(reply.files, reply.text);
      case "contact":
        return user.sendsContact();
      case "start":
        return user.writes("/start");
      case "unsupported":
        return user.sendsSticker();
      case "edit":
        throw new Error("nobody edits a message on WhatsApp that we would hear of");
    }
  };
  const sendFiles = async (files: readonly FileRef[], caption?: string): Promise<number> => {
    const sent = await Promise.all(files.map(fileOf));
    const [first, ...others] = sent;
    if (first === undefined) throw new Error("no file is to be sent");
    return others.length === 0 ? user.sends(first, caption) : user.sendsAlbum(sent, caption);
  };
  const fileOf = async ({ source, claimedType = "image/jpeg" }: FileRef): Promise<SentFile> => {
    const bytes = source.kind === "staged" ? await world.files.get(source.key) : undefined;
    if (bytes === undefined) throw new Error("the file is not there");
    return { bytes, contentType: claimedType };
  };
  return {
    address: { channel: "whatsapp", externalId: user.address.slice("whatsapp:".length) },
    can: hasContent ? richCapabilities : plainCapabilities,
    send: async (reply, externalId) => {
      const status = await once(externalId, () => act(reply));
      if (status !== 200) throw new Error(`the app answered ${String(status)}`);
      // More files may follow at once: the answer waits a moment for them.
      await (reply.kind === "files" ? waits(albumMs) : settled());
    },
  };
}

function isOnPhone(user: WhatsAppUser, token: string): boolean {
  return user.received().some(({ choices }) => choices.some(({ id }) => id === token));
}

function messageWith(user: WhatsAppUser, token: string): TwilioRecord {
  const message = user.received().findLast(({ choices }) => choices.some(({ id }) => id === token));
  if (message === undefined) throw new Error("no message on the phone has this button");
  return message;
}

function labelOf(user: WhatsAppUser, token: string): string {
  return messageWith(user, token).choices.find(({ id }) => id === token)?.label ?? "";
}
