import type { Activity, CloudAdapter, InvokeResponse, TurnContext } from "botbuilder";
import type { Channel } from "../../core/channel/channel.ts";
import { DeliveryError } from "../../core/errors.ts";
import type { HttpRequest, HttpResponse } from "../../core/http/route.ts";
import type { AttachmentId } from "../../core/ids.ts";
import { failure, tryAgain } from "./answer.ts";
import type { ConnectorClient } from "./client.ts";
import { connectorActivitySchema, isConnectorAddress, parseConnectorActivity } from "./connector-parse.ts";
import type { ConnectorActivity } from "./connector-parse.ts";
import { createConnectorReferences } from "./connector-references.ts";
import type { ConnectorReference } from "./connector-references.ts";
import { renderForConnector } from "./connector-render.ts";
import { tooMany } from "./door.ts";
import type { Door } from "./door.ts";
import type { ChatFiles, Receive } from "./ports.ts";
import { isStoreUnavailable } from "./take.ts";

/** The registration with Azure Bot Service. */
export interface MicrosoftApp {
  readonly appId: string;
  readonly appPassword: string;
  /** Unset for a multi-tenant registration. */
  readonly tenantId?: string;
}

/** How requests are proven to come from Bot Framework and answers are signed; the SDK's own unless a test brings another. */
export type Authentication = ConstructorParameters<typeof CloudAdapter>[0];

export interface CloudTools {
  readonly app: MicrosoftApp;
  readonly door: Pick<Door, "rates" | "meter">;
  readonly receive: Receive;
  readonly files: ChatFiles;
  readonly fileUrl: (visitorId: string, id: AttachmentId) => string;
  readonly authentication?: Authentication;
  readonly report: (fault: unknown) => void;
}

/** Azure Bot Service, Teams and the like: their requests at /api/messages, and the way to speak to them first. */
export interface Cloud {
  readonly handle: (request: HttpRequest) => Promise<HttpResponse>;
  readonly client: ConnectorClient;
}

/** The SDK's adapter, with the turn alone: its own HTTP handling writes what callers sent to the console. */
interface TurnAdapter {
  turn(
    authorization: string,
    activity: Activity,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined>;
  continueConversationAsync: CloudAdapter["continueConversationAsync"];
}

/** Only with an app id: without one the SDK's adapter answers anyone. The SDK is loaded at the first call. */
export function createCloud(tools: CloudTools): Cloud {
  const references = createConnectorReferences(tools.files);
  let loading: Promise<TurnAdapter> | undefined;
  const adapter = (): Promise<TurnAdapter> => (loading ??= loadAdapter(tools));
  return {
    handle: async (request) => {
      const early = await tooMany(tools.door, [["connectorPerAddress", request.ip]]);
      if (early !== undefined) return early;
      const authorization = request.headers.authorization ?? "";
      if (authorization === "") return failure(401, "MissingToken");
      const read = connectorActivitySchema.safeParse(request.body);
      if (!read.success) return failure(400, "BadActivity");
      let answer: HttpResponse = { status: 200 };
      const proof = { isProven: false };
      try {
        await (
          await adapter()
        ).turn(authorization, asActivity(request.body), async () => {
          proof.isProven = true;
          answer = await takeActivity(tools, references, read.data);
        });
      } catch (fault) {
        if (!proof.isProven) return unproven(tools, fault);
        if (isStoreUnavailable(fault)) return tryAgain("StoreUnavailable", 2);
        throw fault;
      }
      return answer;
    },
    client: {
      owns: isConnectorAddress,
      send: async (to, message) => {
        const reference = await references.find(to);
        if (reference === undefined)
          throw new DeliveryError("webchat", "the conversation's service is not known", { trouble: "unreachable" });
        const activity = renderForConnector(message, (id) => tools.fileUrl(to.externalId, id));
        return sendTo(await adapter(), tools.app.appId, reference, activity);
      },
    },
  };
}

/** Whoever is not proven is refused, whatever the reason; that Bot Framework's keys could not be fetched is for operators to know. */
function unproven({ report }: CloudTools, fault: unknown): HttpResponse {
  const code: unknown = fault instanceof Error ? Reflect.get(fault, "code") : undefined;
  if (typeof code === "string" && /^E[A-Z]+$/u.test(code)) report(fault);
  return failure(401, "BadToken");
}

async function loadAdapter({ app, authentication }: CloudTools): Promise<TurnAdapter> {
  const { CloudAdapter: Base, ConfigurationBotFrameworkAuthentication: Configured } = await import("botbuilder");
  class OpenAdapter extends Base {
    async turn(
      authorization: string,
      activity: Activity,
      logic: (context: TurnContext) => Promise<void>,
    ): Promise<InvokeResponse | undefined> {
      return this.processActivity(authorization, activity, logic);
    }
  }
  const configured = new Configured({
    MicrosoftAppId: app.appId,
    MicrosoftAppPassword: app.appPassword,
    MicrosoftAppType: app.tenantId === undefined ? "MultiTenant" : "SingleTenant",
    ...(app.tenantId === undefined ? {} : { MicrosoftAppTenantId: app.tenantId }),
  });
  return new OpenAdapter(authentication ?? configured);
}

/** The SDK reads an activity as it came; what we ourselves read of it has been checked. */
function asActivity(body: unknown): Activity {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- the SDK's type has 60 fields, all optional in truth
  return { ...(body as Activity) };
}

async function takeActivity(
  { receive, door }: CloudTools,
  references: ReturnType<typeof createConnectorReferences>,
  activity: ConnectorActivity,
): Promise<HttpResponse> {
  const parsed = parseConnectorActivity(activity);
  if (parsed.kind === "ignored") {
    door.meter.refusedInput("connector", parsed.reason);
    return { status: 200 };
  }
  const busy = await tooMany(door, [["postsPerVisitor", parsed.inbound.address.externalId]]);
  if (busy !== undefined) return busy;
  // Before the commit, so that whatever is committed can be answered.
  await references.keep(activity);
  await receive(parsed.inbound);
  return { status: 200 };
}

async function sendTo(
  adapter: TurnAdapter,
  appId: string,
  reference: ConnectorReference,
  activity: Partial<Activity>,
): ReturnType<Channel["send"]> {
  let providerId: string | undefined;
  try {
    const { bot, user, ...rest } = reference;
    const whole = {
      ...rest,
      bot: { ...bot, name: "" },
      user: { ...user, name: "" },
      conversation: { ...rest.conversation, ...nobody },
    };
    await adapter.continueConversationAsync(appId, whole, async (context) => {
      providerId = (await context.sendActivity(activity))?.id;
    });
  } catch (fault) {
    throw deliveryError(fault);
  }
  return providerId === undefined || providerId === "" ? {} : { providerId };
}

const nobody = { isGroup: false, conversationType: "personal", name: "" };

/** A client error other than "too early" and "too many" will be the same next time: the bot was removed, or may not write. */
function deliveryError(fault: unknown): DeliveryError {
  const status = statusOf(fault);
  const permanent =
    status !== undefined && status >= 400 && status < 500 && ![401, 408, 412, 425, 429].includes(status);
  return new DeliveryError(
    "webchat",
    `Bot Framework answered ${String(status ?? "nothing")}`,
    { trouble: permanent ? "blocked" : "unavailable" },
    fault,
  );
}

function statusOf(fault: unknown): number | undefined {
  const status: unknown = fault instanceof Error ? Reflect.get(fault, "statusCode") : undefined;
  return typeof status === "number" ? status : undefined;
}
