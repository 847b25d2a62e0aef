import type { HttpRequest, HttpResponse, Route } from "../../core/http/route.ts";
import { messageOfFields } from "./message.ts";
import { statusOf } from "./status.ts";
import { takeIn } from "./take-in.ts";
import type { IntakeTools } from "./take-in.ts";
import { verifyTwilio } from "./verify.ts";
import type { Fields, TwilioTrust } from "./verify.ts";

/** A text of 4,096 letters, each of them six bytes in a form, ten addresses of files, and names; with as much again to spare. */
const maxBodyBytes = 128 * 1024;

/** Says nothing in answer: what we say goes out by the outbox. https://www.twilio.com/docs/messaging/twiml */
const emptyTwiml: HttpResponse = {
  status: 200,
  headers: { "content-type": "text/xml; charset=utf-8" },
  text: '<?xml version="1.0" encoding="UTF-8"?><Response/>',
};

/** The webhooks of an account, one pair for all of its lines. They answer 2xx only after the commit. */
export function twilioRoutes(tools: IntakeTools, trust: TwilioTrust): readonly Route[] {
  const verified = (request: HttpRequest, take: (fields: Fields) => Promise<HttpResponse>): Promise<HttpResponse> => {
    const { path, query, headers, body } = request;
    const signature = headers["x-twilio-signature"];
    const result = verifyTwilio(
      { path, query: query.toString(), signature: typeof signature === "string" ? signature : undefined, body },
      trust,
    );
    if (result.ok) return take(result.fields);
    return Promise.resolve(refused(tools, result.status, result.reason));
  };
  return [
    {
      method: "POST",
      path: "/twilio/messages",
      maxBodyBytes,
      handle: (request) => verified(request, (fields) => onMessage(tools, fields)),
    },
    {
      method: "POST",
      path: "/twilio/status",
      maxBodyBytes,
      handle: (request) => verified(request, (fields) => onStatus(tools, fields, request.query)),
    },
  ];
}

async function onMessage(tools: IntakeTools, fields: Fields): Promise<HttpResponse> {
  const message = messageOfFields(fields);
  if ("unreadable" in message) return refused(tools, 400, message.unreadable);
  const ignored = await takeIn(tools, message);
  // A number that points here and is not ours is a mistake in Twilio's console: its debugger shows the 400.
  return ignored === "unknown_line" ? { status: 400 } : emptyTwiml;
}

async function onStatus(tools: IntakeTools, fields: Fields, query: URLSearchParams): Promise<HttpResponse> {
  const read = statusOf(fields, query);
  if ("wrong" in read) return refused(tools, 400, read.wrong);
  if ("report" in read) await tools.ports.noteStatus(read.report);
  return { status: 204 };
}

function refused({ ports }: IntakeTools, status: 400 | 403, reason: string): HttpResponse {
  ports.meter.refusedInput("twilio", reason);
  return { status };
}
