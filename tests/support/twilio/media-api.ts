import { apiError } from "./http.ts";
import type { FakeAnswer } from "./http.ts";
import type { TwilioFile, TwilioRecord, TwilioState } from "./state.ts";

/** Where a file of a message is, without the host. */
export function mediaPath({ accountSid }: TwilioState, messageSid: string, { sid }: TwilioFile): string {
  return `/2010-04-01/Accounts/${accountSid}/Messages/${messageSid}/Media/${sid}`;
}

/** `GET …/Media.json` */
export function listMedia(state: TwilioState, record: TwilioRecord): FakeAnswer {
  const rows = record.media.map((file) => ({
    sid: file.sid,
    account_sid: state.accountSid,
    parent_sid: record.sid,
    content_type: file.contentType,
    date_created: record.createdAt.toUTCString(),
    date_updated: record.createdAt.toUTCString(),
    uri: `${mediaPath(state, record.sid, file)}.json`,
  }));
  return { status: 200, json: { media_list: rows, page: 0, page_size: 50, next_page_uri: null } };
}

/** `GET …/Media/SID`: sends whoever may have it on to the store of files, which asks for nothing. */
export function sendOn({ media }: TwilioRecord, sid: string, root: string): FakeAnswer {
  if (!media.some((file) => file.sid === sid)) return apiError(404, 20404);
  return { status: 307, headers: { location: `${root}/media.twiliocdn.com/${sid}` } };
}

/** The store of files. */
export function storedFile({ messages }: TwilioState, sid: string): FakeAnswer {
  const file = messages.flatMap(({ media }) => media).find((one) => one.sid === sid);
  if (file === undefined) return { status: 404, text: "<Error><Code>NoSuchKey</Code></Error>" };
  return { status: 200, headers: { "content-type": file.contentType }, bytes: file.bytes };
}
