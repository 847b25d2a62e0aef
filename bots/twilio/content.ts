import { z } from "zod";
import type { TwilioClient } from "./client.ts";

/** What a Content resource shows; texts may have variables, `{{1}}` and so on. */
export type ContentType =
  | { readonly kind: "text"; readonly body: string }
  | { readonly kind: "buttons"; readonly body: string; readonly buttons: readonly ContentChoice[] }
  | { readonly kind: "list"; readonly body: string; readonly open: string; readonly items: readonly ContentChoice[] };

export interface ContentChoice {
  readonly id: string;
  readonly label: string;
}

/** A Content resource to be made. */
export interface ContentDraft {
  /** Small letters, digits and underscores: WhatsApp's names of templates are so. */
  readonly name: string;
  readonly language: string;
  readonly type: ContentType;
  /** An example for each variable, which the people who approve are shown. */
  readonly samples: Readonly<Record<string, string>>;
}

/** A Content resource as it is at Twilio. */
export interface ContentResource {
  readonly sid: string;
  readonly name: string;
  readonly language: string;
  /** `unsubmitted`, `received`, `pending`, `approved`, `rejected`, `paused`, `disabled`, in WhatsApp's words. */
  readonly approval: string;
}

/** The Content API (https://www.twilio.com/docs/content/content-api-resources). Rejects with `ApiRefusal` or `ApiSilence`. */
export interface TwilioContent {
  list(): Promise<readonly ContentResource[]>;
  create(draft: ContentDraft): Promise<ContentResource>;
  /** Asks WhatsApp to approve it as a template of the category *utility*. */
  submit(resource: ContentResource): Promise<void>;
  remove(sid: string): Promise<void>;
}

const root = "https://content.twilio.com/v1/Content";

/** A page is at most 1 MB, which is about 500 resources (the same page, "Pagination"). */
const pageSize = 200;

const approvalShape = z.object({ status: z.string() });
const approvalsShape = z.union([
  approvalShape,
  z.object({ whatsapp: approvalShape }).transform(({ whatsapp }) => whatsapp),
  z.array(approvalShape).transform(([first]) => first),
]);
const createdShape = z.object({ sid: z.string() });
const answerShape = z.object({ body: z.unknown() });

/** The Content API through the SDK; what it makes is sent as the API writes it, since the SDK's own classes name the fields otherwise. */
export function createTwilioContent({ sdk }: Pick<TwilioClient, "sdk">): TwilioContent {
  const post = async (uri: string, data: object): Promise<unknown> => {
    const answer: unknown = await sdk.request({
      method: "post",
      uri,
      headers: { "Content-Type": "application/json" },
      data,
    });
    return answerShape.parse(answer).body;
  };
  return {
    list: async () => {
      const found = await sdk.content.v1.contentAndApprovals.list({ pageSize });
      return found.map(({ sid, friendlyName, language, approvalRequests }) => ({
        sid,
        name: friendlyName,
        language,
        approval: approvalsShape.safeParse(approvalRequests).data?.status ?? "unsubmitted",
      }));
    },
    create: async ({ name, language, type, samples }) => {
      const body = await post(root, { friendly_name: name, language, variables: samples, types: typesOf(type) });
      return { sid: createdShape.parse(body).sid, name, language, approval: "unsubmitted" };
    },
    submit: async ({ sid, name }) => {
      await post(`${root}/${sid}/ApprovalRequests/whatsapp`, { name, category: "UTILITY" });
    },
    remove: async (sid) => {
      await sdk.content.v1.contents(sid).remove();
    },
  };
}

function typesOf(type: ContentType): Readonly<Record<string, object>> {
  switch (type.kind) {
    case "text":
      return { "twilio/text": { body: type.body } };
    case "buttons":
      return {
        "twilio/quick-reply": {
          body: type.body,
          actions: type.buttons.map(({ id, label }) => ({ type: "QUICK_REPLY", title: label, id })),
        },
      };
    case "list":
      return {
        "twilio/list-picker": {
          body: type.body,
          button: type.open,
          items: type.items.map(({ id, label }) => ({ id, item: label })),
        },
      };
  }
}
