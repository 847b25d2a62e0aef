import { json } from "../core/http/respond.ts";
import type { Route } from "../core/http/route.ts";
import { routeOf } from "./carry-out-endpoint.ts";
import type { DeskTools } from "./desk-tools.ts";
import type { Endpoint } from "./endpoint.ts";
import { agentEndpoints } from "./endpoints/agents.ts";
import { alertEndpoints } from "./endpoints/alerts.ts";
import { attachmentEndpoints } from "./endpoints/attachments.ts";
import { auditEndpoints } from "./endpoints/audit.ts";
import { boardEndpoints } from "./endpoints/board.ts";
import { calendarEndpoints } from "./endpoints/calendar.ts";
import { calendarHistoryEndpoints } from "./endpoints/calendar-history.ts";
import { cannedReplyEndpoints } from "./endpoints/canned-replies.ts";
import { commandEndpoints } from "./endpoints/commands.ts";
import { complaintEndpoints } from "./endpoints/complaint.ts";
import { countEndpoints } from "./endpoints/counts.ts";
import { conversationMessageEndpoints } from "./endpoints/conversation-messages.ts";
import { conversationEndpoints } from "./endpoints/conversations.ts";
import { duplicateEndpoints } from "./endpoints/duplicates.ts";
import { evaluatorEndpoints } from "./endpoints/evaluators.ts";
import { filingEndpoints } from "./endpoints/filing.ts";
import { historyEndpoints } from "./endpoints/history.ts";
import { meEndpoints } from "./endpoints/me.ts";
import { organisationEndpoints } from "./endpoints/organisation.ts";
import { preferenceEndpoints } from "./endpoints/preferences.ts";
import { presenceEndpoints } from "./endpoints/presence.ts";
import { queueEndpoints } from "./endpoints/queue.ts";
import { searchEndpoints } from "./endpoints/search.ts";
import { settingsEndpoints } from "./endpoints/settings.ts";
import { signInEndpoints } from "./endpoints/sign-in.ts";
import { streamEndpoints } from "./endpoints/stream.ts";
import { takeOverEndpoints } from "./endpoints/take-over.ts";
import { textEndpoints } from "./endpoints/texts.ts";
import { firstPageRoutes } from "./first-page.ts";
import { openNewsHub } from "./news-hub.ts";
import type { NewsHub } from "./news-hub.ts";
import { describeApi } from "./openapi.ts";

/** The staff API. */
export interface Desk {
  readonly routes: readonly Route[];
  /** Stops listening to the store; streams that are open are the server's to end. */
  stop(): Promise<void>;
}

/** Opens the staff API: one list of endpoints, from which both the routes and their description are made. */
export async function createDesk(tools: DeskTools): Promise<Desk> {
  const hub = await openNewsHub(tools.store);
  const endpoints = everyEndpoint(tools, hub);
  const description = describeApi(endpoints);
  const describing: Route = {
    method: "GET",
    path: "/api/openapi.json",
    maxBodyBytes: 0,
    handle: async () => json(200, description),
  };
  return {
    routes: [describing, ...firstPageRoutes(tools), ...endpoints.map((endpoint) => routeOf(endpoint, tools))],
    stop: () => hub.stop(),
  };
}

/** Every endpoint of the API, in the order of its description. */
export function everyEndpoint(tools: DeskTools, hub: NewsHub): readonly Endpoint[] {
  return [
    ...signInEndpoints(tools),
    ...meEndpoints(tools),
    ...preferenceEndpoints(tools),
    ...queueEndpoints(tools),
    ...searchEndpoints(tools),
    ...countEndpoints(tools),
    ...filingEndpoints(tools),
    ...complaintEndpoints(tools),
    ...commandEndpoints(tools),
    ...historyEndpoints(tools),
    ...evaluatorEndpoints(tools),
    ...duplicateEndpoints(tools),
    ...attachmentEndpoints(tools),
    ...conversationEndpoints(tools),
    ...conversationMessageEndpoints(tools),
    ...takeOverEndpoints(tools),
    ...alertEndpoints(tools),
    ...calendarEndpoints(tools),
    ...calendarHistoryEndpoints(tools),
    ...settingsEndpoints(tools),
    ...textEndpoints(tools),
    ...cannedReplyEndpoints(tools),
    ...boardEndpoints(tools),
    ...organisationEndpoints(tools),
    ...agentEndpoints(tools),
    ...auditEndpoints(tools),
    ...presenceEndpoints(tools),
    ...streamEndpoints(tools, hub),
  ];
}
