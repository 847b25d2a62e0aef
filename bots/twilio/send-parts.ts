import type { DeliveryReceipt } from "../../core/channel/channel.ts";
import { singleFlight } from "../../core/channel/single-flight.ts";
import { DeliveryError } from "../../core/errors.ts";
import type { MessageId } from "../../core/ids.ts";
import type { ListedMessage, TwilioChannel, TwilioClient, TwilioSend, TwilioWords } from "./client.ts";
import { forgetBeyond } from "./seen.ts";
import type { Part } from "./status.ts";

/** One of Twilio's messages. */
export interface MessagePart {
  readonly words: TwilioWords;
  /** What is sent where Twilio refuses a Content resource: the same in plain words. */
  readonly instead?: { readonly body: string };
  /** How Twilio lists it, by which it is found again. */
  readonly reads: string;
}

/** One of our messages on its way to one person, in as many of Twilio's as it takes. */
export interface PartedMessage {
  readonly channel: TwilioChannel;
  readonly messageId: MessageId;
  /** Both as Twilio writes them. */
  readonly from: string;
  readonly to: string;
  /** In order. */
  readonly parts: readonly MessagePart[];
}

export interface PartSender {
  /**
   * Resolves when Twilio has taken every part. Called again after a failure, it goes on with the part that failed; called while it is under way,
   * it waits for that.
   */
  send(message: PartedMessage): Promise<DeliveryReceipt>;
  /** Sends approved words that announce a message. Reports on them say so: the message itself has still to come. */
  announce(message: Omit<PartedMessage, "parts"> & { readonly words: TwilioWords }): Promise<DeliveryReceipt>;
  /** Asks Twilio which parts it has taken since `since`; a receipt where it has them all. */
  find(message: PartedMessage, since: Date): Promise<DeliveryReceipt | undefined>;
}

export interface PartSenderOptions {
  readonly client: Pick<TwilioClient, "send" | "list">;
  /** Where Twilio is to report on a part; undefined where it cannot reach us. */
  readonly statusCallback: (messageId: MessageId, part: Part) => string | undefined;
}

/** Messages under way of which a part was taken and another was not; more are forgotten, and sent whole again. */
const mostUnfinished = 1_000;
/** Clocks differ, and Twilio counts in whole seconds. */
const skewMs = 2_000;
/** Of one person, in the seconds between two attempts. */
const mostListed = 50;

const givenUp: readonly string[] = ["failed", "undelivered", "canceled"];

/** Sends messages that take several of Twilio's, so that a failure in the middle doubles nothing. */
export function createPartSender({ client, statusCallback }: PartSenderOptions): PartSender {
  /** Sids of the parts that were taken, by message. */
  const unfinished = new Map<MessageId, readonly string[]>();
  /** Whose a sid is for sure, so that the same words said twice are not taken for one another. */
  const settled = new Map<string, MessageId>();
  /** Whoever called may have lost patience; the call goes on. */
  const underWay = singleFlight<MessageId, DeliveryReceipt>();

  const keep = (messageId: MessageId, sids: readonly string[]): void => {
    unfinished.delete(messageId);
    unfinished.set(messageId, sids);
    forgetBeyond(unfinished, mostUnfinished);
  };
  const finish = (messageId: MessageId, sids: readonly string[]): DeliveryReceipt => {
    unfinished.delete(messageId);
    for (const sid of sids) settled.set(sid, messageId);
    forgetBeyond(settled, mostUnfinished);
    const last = sids.at(-1);
    return last === undefined ? {} : { providerId: last };
  };

  const sendRest = async ({ channel, messageId, from, to, parts }: PartedMessage): Promise<DeliveryReceipt> => {
    const sids = [...(unfinished.get(messageId) ?? [])];
    for (const [index, part] of parts.entries()) {
      if (index < sids.length) continue;
      const callback = statusCallback(messageId, { part: index + 1, parts: parts.length });
      const about = { channel, from, to, ...(callback === undefined ? {} : { statusCallback: callback }) };
      const { sid } = await sendPart(client, about, part);
      sids.push(sid);
      keep(messageId, sids);
    }
    return finish(messageId, sids);
  };

  return {
    send: (message) => underWay.run(message.messageId, () => sendRest(message)),
    announce: async ({ messageId, ...message }) => {
      const callback = statusCallback(messageId, { part: 1, parts: 1, invitation: true });
      const { sid } = await client.send({
        ...message,
        ...(callback === undefined ? {} : { statusCallback: callback }),
      });
      return { providerId: sid };
    },
    find: async ({ messageId, from, to, parts }, since) => {
      const running = underWay.running(messageId);
      if (running !== undefined) return running;
      const query = { ...(from.startsWith("MG") ? {} : { from }), to, since: new Date(since.getTime() - skewMs) };
      const listed = await client.list({ ...query, limit: mostListed });
      const taken = listed.filter(
        ({ isInbound, status, sid }) =>
          !isInbound && !givenUp.includes(status) && (settled.get(sid) ?? messageId) === messageId,
      );
      const sids = inOrder(taken.toReversed(), parts);
      if (sids.length === parts.length) return finish(messageId, sids);
      if (sids.length > 0) keep(messageId, sids);
      return undefined;
    },
  };
}

/** Buttons that Twilio refuses cost the buttons, not the message. */
async function sendPart(
  client: Pick<TwilioClient, "send">,
  about: Omit<TwilioSend, "words">,
  { words, instead }: MessagePart,
): Promise<{ readonly sid: string }> {
  try {
    return await client.send({ ...about, words });
  } catch (failure) {
    if (instead === undefined || !isRefusedContent(failure)) throw failure;
    return client.send({ ...about, words: instead });
  }
}

function isRefusedContent(failure: unknown): boolean {
  return failure instanceof DeliveryError && (failure.trouble === "refused" || failure.trouble === "no_template");
}

/** The sids of as many parts as were taken, from the first on. */
function inOrder(taken: readonly ListedMessage[], parts: PartedMessage["parts"]): readonly string[] {
  const rest = [...taken];
  const sids: string[] = [];
  for (const { reads, instead } of parts) {
    const at = rest.findIndex(({ body }) => sameWords(body, reads) || sameWords(body, instead?.body ?? reads));
    const found = at === -1 ? undefined : rest.splice(at, 1)[0];
    if (found === undefined) break;
    sids.push(found.sid);
  }
  return sids;
}

/** Twilio trims what it is given. */
function sameWords(one: string, other: string): boolean {
  return one.trim() === other.trim();
}
