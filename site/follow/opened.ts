import type { Complaint } from "../../core/complaint/complaint.ts";
import type { Facts } from "../../core/conversation/facts.ts";
import { fillForm } from "../../core/conversation/form-of-flow.ts";
import type { HttpRequest, HttpResponse } from "../../core/http/route.ts";
import { personalPage } from "../page-of.ts";
import { complaintPage } from "../pages/complaint-page.ts";
import type { ActionForm } from "../pages/complaint-page.ts";
import type { PageView } from "../pages/page.ts";
import type { SiteTools } from "../site-tools.ts";
import { openActions } from "./actions.ts";
import type { OpenAction } from "./actions.ts";
import { followCookie, followingIn, formToken, isStillOpen } from "./follow-cookie.ts";
import type { Following } from "./follow-cookie.ts";
import { visibleFiles } from "./visible-files.ts";

/** A complaint that is open in the browser that asks. */
export interface Opened {
  readonly complaint: Complaint;
  readonly following: Following;
}

/** The complaint that the request's cookie opens; `over` where there is a cookie and it opens nothing any more. */
export async function openedBy(
  tools: SiteTools,
  request: Pick<HttpRequest, "headers">,
): Promise<Opened | "over" | undefined> {
  const following = followingIn(tools.sealer, tools.publicUrl, request);
  if (following === undefined) return undefined;
  const complaint = await tools.store.complaints.byId(following.complaintId);
  const now = tools.clock.now();
  if (complaint === undefined || !isStillOpen(following, complaint, now)) return "over";
  return { complaint, following: { ...following, seen: now } };
}

/** What the page shows besides the complaint. */
export interface Showing {
  readonly status: number;
  readonly notice?: string | undefined;
  /** The form that was sent and has to be looked at again. */
  readonly sent?: ActionForm;
}

/** The page of the complaint as it stands now; the time until it closes by itself begins anew. */
export async function showComplaint(
  tools: SiteTools,
  view: PageView,
  { complaint, following }: Opened,
  { status, notice, sent }: Showing,
): Promise<HttpResponse> {
  const facts = await tools.casework.facts(view.language, complaint);
  const start = tools.startLinks.toComplaint(complaint, facts.now);
  const [events, files] = await Promise.all([
    tools.store.complaints.events(complaint.id),
    visibleFiles(tools, complaint),
  ]);
  const actions = openActions(complaint, facts).map((open) =>
    sent?.open.action === open.action ? { ...sent, open } : blank(open, facts),
  );
  const text = complaintPage(view, {
    complaint,
    country: facts.customer.country,
    events,
    files,
    actions,
    chats: tools.chats(start),
    token: formToken(tools.sealer, following),
    once: Buffer.from(tools.random.bytes(9)).toString("base64url"),
    notice,
  });
  return personalPage(view, status, text, { "set-cookie": followCookie(tools.sealer, tools.publicUrl, following) });
}

/** An action's form before anything was written. */
function blank(open: OpenAction, facts: Facts): ActionForm {
  const form = { ...fillForm(open.flow, open.slots, facts), errors: [] };
  return { open, form, given: {}, more: "", troubles: [], files: [], tickets: [] };
}
