import type { FileKind, FileRef, Reply } from "../../core/channel/inbound.ts";
import { storable } from "../../core/channel/storable.ts";
import type { TelegramFile, TelegramMessage } from "./update-schema.ts";

/** What a message amounts to, or the fixed word for why it concerns nobody. */
export type Read = { readonly reply: Reply } | { readonly ignored: string };

const longestName = 200;
const start = /^\/start(?:@\w{1,64})?(?:\s+([A-Za-z0-9_-]{1,64}))?\s*$/u;
/** In a private chat, too, a command can carry the bot's name. */
const addressed = /^(\/[A-Za-z0-9_]{1,32})@\w{1,64}/u;

/** Reads a message of a private chat: words, files, a place, a contact; whatever else it holds is named, not dropped. */
export function readMessage(message: TelegramMessage): Read {
  if (message.text !== undefined) return { reply: wordsOf(message.text) };
  const files = filesOf(message);
  if (files.length > 0) {
    const text = storable(message.caption ?? "");
    return { reply: { kind: "files", files, ...(text.trim() === "" ? {} : { text }) } };
  }
  const place = placeOf(message);
  if (place !== undefined) return { reply: place };
  if (message.contact !== undefined) return { reply: contactOf(message) };
  const what = contentName(message);
  return serviceParts.has(what) ? { ignored: "service" } : { reply: { kind: "unsupported", what } };
}

function wordsOf(text: string): Reply {
  const begins = start.exec(text);
  if (begins !== null) {
    const payload = begins[1];
    return payload === undefined ? { kind: "start" } : { kind: "start", payload };
  }
  return { kind: "text", text: storable(text.replace(addressed, "$1")) };
}

/** An animation carries its file a second time as `document`, for older bots; so the order counts. */
function filesOf(message: TelegramMessage): readonly FileRef[] {
  const { photo, animation, video, video_note, voice, audio, document } = message;
  if (photo !== undefined) return [photoRef(photo)];
  const film = animation ?? video ?? video_note;
  if (film !== undefined) return [fileRef("video", film)];
  const sound = voice ?? audio;
  if (sound !== undefined) return [fileRef("voice", sound)];
  if (document === undefined) return [];
  return [fileRef(document.mime_type?.startsWith("image/") === true ? "photo" : "document", document)];
}

/** Telegram offers each photo in several sizes; the largest is the one to keep. */
function photoRef(sizes: NonNullable<TelegramMessage["photo"]>): FileRef {
  const area = ({ width = 0, height = 0 }: (typeof sizes)[number]): number => width * height;
  const largest = sizes.reduce((best, size) => (area(size) >= area(best) ? size : best));
  return fileRef("photo", largest);
}

function fileRef(kind: FileKind, { file_id, file_size, file_name, mime_type }: TelegramFile): FileRef {
  const name = storable(file_name ?? "")
    .trim()
    .slice(0, longestName)
    .toWellFormed();
  return {
    source: { kind: "remote", handle: file_id },
    kind,
    ...(name === "" ? {} : { name }),
    ...(mime_type === undefined ? {} : { claimedType: storable(mime_type).slice(0, longestName) }),
    ...(file_size === undefined ? {} : { size: file_size }),
  };
}

/** A venue carries its place a second time as `location`. */
function placeOf({ venue, location }: TelegramMessage): Reply | undefined {
  const at = venue?.location ?? location;
  if (at === undefined) return undefined;
  const label = [venue?.title, venue?.address]
    .flatMap((words) => (words === undefined || words.trim() === "" ? [] : [storable(words).trim()]))
    .join(", ")
    .slice(0, 2 * longestName)
    .toWellFormed();
  const { latitude, longitude } = at;
  return { kind: "place", latitude, longitude, ...(label === "" ? {} : { label }) };
}

/** The platform's number has its country code, with or without the plus. Only one's own card says something of oneself. */
function contactOf({ contact, from }: TelegramMessage): Reply {
  const digits = contact?.phone_number.replace(/[^0-9]/gu, "") ?? "";
  if (!/^[1-9]\d{4,14}$/u.test(digits)) return { kind: "unsupported", what: "contact" };
  return { kind: "contact", phone: `+${digits}`, own: from !== undefined && contact?.user_id === from.id };
}

/** Parts of a message that are about it, not in it. */
const frameParts: ReadonlySet<string> = new Set(
  (
    "message_id message_thread_id direct_messages_topic from sender_chat sender_boost_count sender_business_bot business_connection_id date chat " +
    "forward_origin forward_from forward_from_chat forward_from_message_id forward_signature forward_sender_name forward_date is_topic_message " +
    "is_automatic_forward reply_to_message external_reply quote reply_to_story reply_to_checklist_task_id via_bot edit_date has_protected_content " +
    "is_from_offline is_paid_post media_group_id author_signature paid_star_count effect_id entities caption_entities caption " +
    "show_caption_above_media has_media_spoiler link_preview_options suggested_post_info reply_markup"
  ).split(" "),
);

/** What Telegram says of the chat itself. */
const serviceParts: ReadonlySet<string> = new Set(
  (
    "new_chat_members left_chat_member new_chat_title new_chat_photo delete_chat_photo group_chat_created supergroup_chat_created channel_chat_created " +
    "message_auto_delete_timer_changed migrate_to_chat_id migrate_from_chat_id pinned_message successful_payment refunded_payment users_shared " +
    "chat_shared gift unique_gift connected_website write_access_allowed passport_data proximity_alert_triggered boost_added chat_background_set " +
    "forum_topic_created forum_topic_edited forum_topic_closed forum_topic_reopened general_forum_topic_hidden general_forum_topic_unhidden " +
    "giveaway_created giveaway giveaway_winners giveaway_completed video_chat_scheduled video_chat_started video_chat_ended " +
    "video_chat_participants_invited web_app_data paid_message_price_changed direct_message_price_changed checklist_tasks_done checklist_tasks_added " +
    "suggested_post_approved suggested_post_approval_failed suggested_post_declined suggested_post_paid suggested_post_refunded"
  ).split(" "),
);

/** Telegram's word for what the message holds, such as `sticker`. */
function contentName(message: TelegramMessage): string {
  const name = Object.keys(message).find((key) => !frameParts.has(key) && message[key] !== undefined);
  return name !== undefined && /^[a-z_]{1,40}$/u.test(name) ? name : "unknown";
}
