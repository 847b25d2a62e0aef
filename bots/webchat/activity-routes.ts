import type { Inbound } from "../../core/channel/inbound.ts";
import type { HttpRequest, HttpResponse } from "../../core/http/route.ts";
import { failure, fresh, tryAgain } from "./answer.ts";
import { admit, tooMany } from "./door.ts";
import { capabilities, inputLimits } from "./limits.ts";
import { isTypingNotice, takeTyping } from "./note-typing.ts";
import type { TypingTools } from "./note-typing.ts";
import { parseActivity } from "./parse.ts";
import type { Parsed } from "./parse.ts";
import type { Receive } from "./ports.ts";
import { isStoreUnavailable } from "./take.ts";
import type { Visitor } from "./tokens.ts";
import { readUpload } from "./upload.ts";
import type { UploadBudget, UploadTools, UploadTrouble } from "./upload.ts";

export interface ActivityTools extends UploadTools, TypingTools {
  readonly budget: UploadBudget;
  readonly take: (visitor: Visitor, inbound: Inbound) => ReturnType<Receive>;
}

/** Seconds after which a client may try again when the store did not answer. */
const storeRetry = 2;
const uploadRetry = 10;

/** POST /v3/directline/conversations/:id/activities: answered once the message and all that it caused are committed. */
export async function postActivity(tools: ActivityTools, request: HttpRequest): Promise<HttpResponse> {
  if (isTypingNotice(tools, request)) return takeTyping(tools, request);
  const admitted = await admit(tools.door, request, "postsPerVisitor");
  if (!admitted.ok) return admitted.answer;
  const busy = await tooMany(tools.door, [["postsPerAddress", request.ip]]);
  if (busy !== undefined) return busy;
  const { visitor } = admitted;
  const { answer } = await takeParsed(tools, visitor, parseActivity(request.body, visitor, tools.ids.uuid()));
  return answer;
}

/** POST /v3/directline/conversations/:id/upload: a message with files, as multipart. */
export async function postUpload(tools: ActivityTools, request: HttpRequest): Promise<HttpResponse> {
  const admitted = await admit(tools.door, request, "postsPerVisitor");
  if (!admitted.ok) return admitted.answer;
  const busy = await tooMany(tools.door, [["postsPerAddress", request.ip]]);
  if (busy !== undefined) return busy;
  const { visitor } = admitted;
  const upload = await readUpload(request, tools, tools.budget);
  if (!upload.ok) {
    tools.door.meter.refusedInput("webchat", upload.why);
    return uploadRefusal(upload.why);
  }
  const parsed = parseActivity(upload.activity, visitor, tools.ids.uuid(), upload.files);
  const { answer, keptFiles } = await takeParsed(tools, visitor, parsed);
  if (!keptFiles) await Promise.all(upload.keys.map((key) => tools.files.delete(key)));
  return answer;
}

interface Taken {
  readonly answer: HttpResponse;
  /** Whether a commit may now rest on the message's files. After a fault nobody can tell, so they stay. */
  readonly keptFiles: boolean;
}

async function takeParsed(tools: ActivityTools, visitor: Visitor, parsed: Parsed): Promise<Taken> {
  if (parsed.kind === "refused") {
    tools.door.meter.refusedInput("webchat", parsed.code);
    return { answer: failure(parsed.status, parsed.code, { facts: { maxText: inputLimits.text } }), keptFiles: false };
  }
  if (parsed.kind === "ignored") {
    tools.door.meter.refusedInput("webchat", parsed.reason);
    return { answer: fresh(200, { id: parsed.id }), keptFiles: false };
  }
  try {
    const received = await tools.take(visitor, parsed.inbound);
    return { answer: fresh(200, { id: parsed.inbound.externalId }), keptFiles: received !== "duplicate" };
  } catch (fault) {
    if (!isStoreUnavailable(fault)) throw fault;
    return { answer: tryAgain("StoreUnavailable", storeRetry), keptFiles: true };
  }
}

const statuses: Readonly<Record<Exclude<UploadTrouble, "TooManyUploads">, number>> = {
  NotMultipart: 415,
  BadMultipart: 400,
  BadActivity: 400,
  FileTooLarge: 413,
  TooManyFiles: 413,
  UploadTooLarge: 413,
};

const uploadLimits = {
  maxFileBytes: capabilities.maxFile,
  maxFiles: inputLimits.files,
  maxUploadBytes: inputLimits.upload,
};

/** Says the limits, so that the widget can show them. */
function uploadRefusal(why: UploadTrouble): HttpResponse {
  if (why === "TooManyUploads") return tryAgain(why, uploadRetry);
  return failure(statuses[why], why, { facts: uploadLimits });
}
