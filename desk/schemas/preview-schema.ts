import { channelNames } from "../../core/channel/address.ts";
import { z } from "./api-zod.ts";
import { instant, language } from "./shared.ts";

/** What a command would tell. */
export const previewSchema = z
  .object({
    messages: z
      .array(
        z.object({
          channel: z.enum(channelNames),
          conversationId: z.string(),
          complaintId: z.string().optional(),
          language,
          shown: z.object({
            texts: z.array(z.string()).readonly(),
            layout: z.enum(["plain", "buttons", "list", "numbered"]),
            choices: z.array(z.string()).readonly(),
            smsParts: z.int().optional(),
          }),
          files: z.array(z.string()).readonly(),
          held: z
            .object({ why: z.enum(["quiet", "window"]), until: instant.optional() })
            .optional()
            .openapi({ description: "Why it waits: `quiet` hours, until then; `window`, until the customer writes." }),
        }),
      )
      .readonly(),
    unreached: z.boolean().openapi({ description: "There is something to tell, and no way to tell it." }),
  })
  .openapi("CommandPreview");
