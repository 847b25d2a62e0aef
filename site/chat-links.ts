import type { ChannelName } from "../core/channel/address.ts";

/** A chat in an app, with the address that opens it. */
export interface ChatLink {
  readonly channel: ChannelName;
  readonly url: string;
}

/**
 * The chats in apps that this installation answers in, as far as their addresses are known by now. With `start`, the token of a start link, those that
 * hand it on, opened by it.
 */
export type ChatLinks = (start?: string) => readonly ChatLink[];
