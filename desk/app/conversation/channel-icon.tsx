import {
  IconBrandTelegram,
  IconBrandWhatsapp,
  IconDeviceMobileMessage,
  IconMail,
  IconMessageCircle,
  IconTerminal2,
} from "@tabler/icons-react";
import { useLanguage } from "../language/language-provider.tsx";
import type { ConversationRow } from "./conversation-types.ts";

type ChannelName = ConversationRow["channel"];

const icons = {
  telegram: IconBrandTelegram,
  whatsapp: IconBrandWhatsapp,
  sms: IconDeviceMobileMessage,
  webchat: IconMessageCircle,
  email: IconMail,
  console: IconTerminal2,
} as const satisfies Record<ChannelName, unknown>;

/** The sign of a channel, with its name for whoever does not see it. */
export function ChannelIcon({ channel }: { readonly channel: ChannelName }) {
  const { say } = useLanguage();
  const Icon = icons[channel];
  return <Icon size={18} role="img" aria-label={say(`conversation.channel.${channel}`)} />;
}
