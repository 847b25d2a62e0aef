import { z } from "zod";
import { telegramId } from "./writers.ts";

const bodySchema = z.union([
  z.object({ channelData: z.object({ clientActivityID: z.string() }) }),
  z.object({ message: z.object({ message_id: z.number(), chat: z.object({ id: z.number() }) }) }),
]);

/** The id of a message as it came over the wire: the one under which `writers.ts` wrote it. */
export function idIn(body: string, type = ""): string {
  if (type.startsWith("application/x-www-form-urlencoded"))
    return z.string().parse(new URLSearchParams(body).get("MessageSid"));
  const parsed = bodySchema.parse(JSON.parse(body));
  return "message" in parsed
    ? telegramId(parsed.message.chat.id, parsed.message.message_id)
    : parsed.channelData.clientActivityID;
}
