import { z } from "zod";

/**
 * Updates as https://core.telegram.org/bots/api#update has them, as far as we read them. Only what tells whose message it is has to be right;
 * any other part that is not as expected counts as absent, so that a message is never lost by a detail.
 */
const integer = z.number().int();

function part<Shape extends z.ZodType>(shape: Shape): z.ZodCatch<z.ZodOptional<Shape>> {
  return shape.optional().catch(undefined);
}

const userSchema = z.object({
  id: integer,
  is_bot: part(z.boolean()),
  first_name: part(z.string()),
  last_name: part(z.string()),
  language_code: part(z.string()),
});

const chatSchema = z.object({ id: integer, type: z.string() });

const fileSchema = z.object({
  file_id: z.string().min(1).max(512),
  file_size: part(integer.min(0)),
  file_name: part(z.string()),
  mime_type: part(z.string()),
});

const photoSchema = z.array(z.object({ ...fileSchema.shape, width: part(integer), height: part(integer) })).min(1);

const placeSchema = z.object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) });

const venueSchema = z.object({ location: placeSchema, title: part(z.string()), address: part(z.string()) });

const contactSchema = z.object({ phone_number: z.string(), user_id: part(integer) });

/** Loose, so that the name of a content that we do not know can be told. */
const messageSchema = z.looseObject({
  message_id: integer,
  chat: chatSchema,
  from: part(userSchema),
  date: part(integer.min(1).max(100_000_000_000)),
  media_group_id: part(z.string()),
  text: part(z.string()),
  caption: part(z.string()),
  photo: part(photoSchema),
  document: part(fileSchema),
  voice: part(fileSchema),
  audio: part(fileSchema),
  video: part(fileSchema),
  video_note: part(fileSchema),
  animation: part(fileSchema),
  location: part(placeSchema),
  venue: part(venueSchema),
  contact: part(contactSchema),
});

export type TelegramMessage = z.infer<typeof messageSchema>;
export type TelegramFile = z.infer<typeof fileSchema>;
export type TelegramUser = z.infer<typeof userSchema>;

const buttonSchema = z.object({ text: z.string(), callback_data: part(z.string()) });

const tapSchema = z.object({
  id: z.string().min(1).max(64),
  from: userSchema,
  data: part(z.string()),
  /** Where the message is too old, only its ids are told. */
  message: part(
    z.object({
      message_id: integer,
      chat: chatSchema,
      reply_markup: part(z.object({ inline_keyboard: z.array(z.array(buttonSchema)) })),
    }),
  ),
});

export type TelegramTap = z.infer<typeof tapSchema>;

const memberSchema = z.object({
  chat: chatSchema,
  from: part(userSchema),
  old_chat_member: part(z.object({ status: z.string() })),
  new_chat_member: z.object({ status: z.string() }),
});

export type TelegramMember = z.infer<typeof memberSchema>;

/** The number and the kinds that we read, each looked into by itself. */
export const updateSchema = z.looseObject({ update_id: integer.min(0) });

export const kindSchemas = {
  message: messageSchema,
  edited_message: messageSchema,
  callback_query: tapSchema,
  my_chat_member: memberSchema,
} as const;
