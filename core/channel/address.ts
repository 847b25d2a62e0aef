/** Every channel on which a conversation can be held. `console` is the whole bot in a terminal. */
export const channelNames = ["telegram", "whatsapp", "sms", "webchat", "email", "console"] as const;

export type ChannelName = (typeof channelNames)[number];

/** Where a person is reached: a channel and that channel's own id for the person (a chat id, a number in E.164, a visitor). */
export interface Address {
  readonly channel: ChannelName;
  readonly externalId: string;
}
