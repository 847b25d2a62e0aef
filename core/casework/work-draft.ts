import type { Attachment } from "../attachment/attachment.ts";
import type { Address } from "../channel/address.ts";
import type { Alert, Change } from "../complaint/change.ts";
import type { Customer } from "../conversation/conversation.ts";
import type { InboundMessage } from "../conversation/message.ts";
import type { AttachmentId, ComplaintId, CustomerId } from "../ids.ts";
import type { Moment } from "../ports.ts";
import type { Revision, UnitOfWork } from "../store/unit-of-work.ts";
import { gatherSpeech } from "./gather-speech.ts";
import type { Speaking } from "./gather-speech.ts";
import { holdConversations } from "./held-conversations.ts";
import type { HeldConversations } from "./held-conversations.ts";
import { markInbound } from "./inbound-marks.ts";
import type { InboundMarks } from "./inbound-marks.ts";

/**
 * Collects what one turn, command or timer writes, so that all of it is committed together. Conversations are taken in once, changed
 * any number of times, and end up one version further.
 */
export interface WorkDraft extends HeldConversations, InboundMarks, Speaking {
  readonly receive: (message: InboundMessage) => void;
  readonly customer: (revision: Revision<Customer>) => void;
  readonly complaint: (change: Change) => void;
  readonly announce: (attachment: Attachment) => void;
  readonly claim: (attachments: readonly AttachmentId[], complaintId: ComplaintId) => void;
  /** Takes the words out of all earlier messages of the customer's conversations. */
  readonly erase: (customerId: CustomerId) => void;
  readonly alert: (
    alert: Alert,
    about: { readonly complaintId?: ComplaintId; readonly conversationId?: string },
  ) => void;
  readonly work: () => UnitOfWork;
}

/**
 * An empty draft of work at `moment`. What is said at an address for which `isReadInLog` holds, and for no purpose that the process has to
 * follow, is sent by the commit itself.
 */
export function draftWork(moment: Moment, isReadInLog: (to: Address) => boolean = () => false): WorkDraft {
  const { revisions, ...held } = holdConversations();
  const customers = new Map<string, Revision<Customer>>();
  const complaints = new Map<string, Change>();
  const attachments: Attachment[] = [];
  const claims: { attachmentId: AttachmentId; complaintId: ComplaintId }[] = [];
  const alerts: NonNullable<UnitOfWork["alerts"]>[number][] = [];
  const erasures: CustomerId[] = [];
  const { marks, ...inboundMarks } = markInbound();
  const spoken = gatherSpeech(moment, held, isReadInLog);
  let inbound: InboundMessage | undefined;

  return {
    ...held,
    ...inboundMarks,
    say: spoken.say,
    hand: spoken.hand,
    receive: (message) => {
      inbound = message;
    },
    customer: (revision) => {
      customers.set(revision.after.id, fromFirst(customers.get(revision.after.id), revision));
    },
    complaint: (change) => {
      const earlier = complaints.get(change.after.id);
      complaints.set(change.after.id, earlier === undefined ? change : joined(earlier, change));
    },
    announce: (attachment) => void attachments.push(attachment),
    claim: (ids, complaintId) => {
      claims.push(...ids.map((attachmentId) => ({ attachmentId, complaintId })));
    },
    erase: (customerId) => void erasures.push(customerId),
    alert: (alert, about) => void alerts.push({ ...alert, ...about, at: moment.now }),
    work: () => ({
      customers: [...customers.values()],
      conversations: revisions(),
      ...(inbound === undefined ? {} : { inbound }),
      ...spoken.gathered(),
      ...marks(),
      complaints: [...complaints.values()].map(({ before, after }) =>
        before === undefined ? { after } : { before, after },
      ),
      events: [...complaints.values()].flatMap(({ events }) => events),
      attachments,
      claims,
      erasures,
      timers: [...complaints.values()].flatMap(timersOf),
      alerts,
    }),
  };
}

/** Two revisions of one thing in one commit lead from the first `before` (or from nothing) to the last `after`. */
function fromFirst<Thing>(earlier: Revision<Thing> | undefined, later: Revision<Thing>): Revision<Thing> {
  if (earlier === undefined) return later;
  return earlier.before === undefined ? { after: later.after } : { before: earlier.before, after: later.after };
}

/** Two commands on one complaint in one commit are one step of its version. */
function joined(earlier: Change, later: Change): Change {
  const version = (earlier.before?.version ?? 0) + 1;
  return {
    ...(earlier.before === undefined ? {} : { before: earlier.before }),
    after: { ...later.after, version },
    events: [...earlier.events, ...later.events],
    follows: [...earlier.follows, ...later.follows],
  };
}

function timersOf({ after, follows }: Change): NonNullable<UnitOfWork["timers"]>[number][] {
  return follows.flatMap((consequence) =>
    consequence.kind === "timer" ? [{ ...consequence.timer, complaintId: after.id }] : [],
  );
}
