import { channelNames } from "../../core/channel/address.ts";
import { alertKinds } from "../../core/complaint/change.ts";
import { z } from "./api-zod.ts";
import { instant } from "./shared.ts";

/** Something that staff must see now. */
export const alertSchema = z
  .object({
    id: z.string(),
    kind: z.enum(alertKinds),
    at: instant,
    /** Where it is about a channel itself. */
    channel: z.enum(channelNames).optional(),
    complaintId: z.string().optional(),
    conversationId: z.string().optional(),
    agentId: z.string().optional().openapi({ description: "Whom it is for, where it is not for everybody." }),
  })
  .openapi("Alert");
