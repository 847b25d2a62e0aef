import type { Attachment, FileStore, RefusalReason } from "./attachment/attachment.ts";
import type { Scan } from "./attachment/examine.ts";
import { startFetcher } from "./attachment/fetcher.ts";
import { noteTyping } from "./casework/hands/note-typing.ts";
import { keepCalendar } from "./casework/keep-calendar.ts";
import type { Casework } from "./casework/casework.ts";
import { createCasework } from "./casework/create-casework.ts";
import { onTimer } from "./casework/on-timer.ts";
import { createSiteCasework } from "./casework/site-casework.ts";
import type { SiteCasework } from "./casework/site-casework.ts";
import { startRetaining } from "./casework/retain-details.ts";
import { tellOfRefusedFile } from "./casework/tell-of-refused-file.ts";
import type { CaseworkTools } from "./casework/tools.ts";
import type { Calendar } from "./calendar/calendar.ts";
import type { Address, ChannelName } from "./channel/address.ts";
import type { ReachReport, StatusReport } from "./channel/status-report.ts";
import type { Capabilities, Channel, FileSource } from "./channel/channel.ts";
import { barOf } from "./delivery/bar.ts";
import { countAsTold } from "./delivery/count-as-told.ts";
import { fallBack } from "./delivery/fall-back.ts";
import { noteReach } from "./delivery/note-reach.ts";
import { noteStatus } from "./delivery/note-status.ts";
import { startRemoving } from "./attachment/remove-files.ts";
import { startForgetting } from "./delivery/forget-secrets.ts";
import { whetherHolds } from "./delivery/whether-holds.ts";
import { startSender } from "./delivery/sender.ts";
import type { Sender } from "./delivery/sender.ts";
import type { OutboundMessage } from "./conversation/message.ts";
import type { Lane } from "./lane/lane.ts";
import { startWatching } from "./routing/watch-owners.ts";
import { sayIn } from "./language/say.ts";
import type { Meter } from "./meter.ts";
import type { Organisation } from "./organisation/organisation.ts";
import type { SecretHasher } from "./staff/secret-hasher.ts";
import type { Store } from "./store/store.ts";
import { startSweeping } from "./throttle/sweep.ts";
import type { UnitOfWork } from "./store/unit-of-work.ts";
import type { SystemPorts } from "./system.ts";
import { meteredReceive } from "./turn/metered.ts";
import { createReceive } from "./turn/receive.ts";
import type { Receive } from "./turn/receive.ts";
import type { StartLinks } from "./turn/start-links.ts";

/** What the product is put together from. */
export interface RedressParts {
  readonly store: Store;
  readonly ports: SystemPorts;
  /** May be live: its fields are read anew whenever they are needed. */
  readonly organisation: Organisation;
  /** Takes over what was saved of the settings, by whichever process; unset where they cannot change. */
  readonly renewSettings?: () => Promise<void>;
  readonly hasher: SecretHasher;
  /** Makes and reads the links by which chats are opened. */
  readonly startLinks: StartLinks;
  readonly files: FileStore;
  readonly scan: Scan | undefined;
  readonly meter: Meter;
  /** How long the sender sleeps when nobody wakes it, as `SenderTools` has it; a test's clock wakes nobody. */
  readonly idleMs?: number;
  /** Tells operators of a fault, with ids only. */
  readonly report: (error: unknown, about?: Readonly<Record<string, string>>) => void;
}

/** The product without its doors. Doors are opened on `receive` and `casework`, then `start` begins the work beside the turns. */
export interface Redress {
  readonly receive: Receive;
  readonly casework: Casework;
  /** What customers do on the site. */
  readonly site: SiteCasework;
  /** What platforms say of messages that they took. */
  readonly noteStatus: (report: StatusReport) => Promise<void>;
  /** What platforms say of whether somebody can be written to. */
  readonly noteReach: (report: ReachReport) => Promise<void>;
  /** The customer at the address is writing: shown to staff, kept nowhere. */
  readonly noteTyping: (from: Address) => Promise<void>;
  readonly calendar: () => Calendar;
  /** Starts sending, fetching and the timers. Before it, messages are taken and wait. */
  readonly start: (sources: ReadonlyMap<ChannelName, FileSource>) => Promise<void>;
  /** Ends what is at hand and stops; the store stays open. */
  readonly stop: () => Promise<void>;
}

/** Puts the core together on a store whose migrations have been applied. `channels` are those that can send. */
export async function createRedress(parts: RedressParts, channels: () => readonly Channel[]): Promise<Redress> {
  const { store, ports, organisation, hasher, startLinks, report } = parts;
  let sender: Sender | undefined;
  let fetcher: Lane | undefined;
  let watch: Lane | undefined;
  let lanes: readonly Lane[] = [];
  const keeper = await keepCalendar(store, organisation, ports.clock);
  const channelOf = (to: Address): Channel | undefined => channels().find(({ name }) => name === to.channel);
  const tools: CaseworkTools = {
    store,
    ...ports,
    organisation,
    calendar: keeper.calendar,
    hasher,
    sayIn: (language) => sayIn(language, organisation.timeZone, ports.clock.now()),
    channels: capabilitiesOf(channels),
    isReadInLog: (to) => channelOf(to)?.isReadInLog?.(to) ?? false,
    answersAt: (to) => channelOf(to)?.answersAt?.(to),
    committed: (work) => wakeFor(work, sender, fetcher, watch),
  };
  let stopListening: (() => Promise<void>) | undefined;

  return {
    receive: meteredReceive(createReceive({ ...tools, report, startLinks }), parts.meter, ports.clock),
    casework: createCasework(tools, (name) => channels().find((channel) => channel.name === name)),
    site: createSiteCasework(tools),
    noteStatus: (report) => noteStatus({ ...tools, meter: parts.meter }, report),
    noteReach: (report) => noteReach(tools, report),
    noteTyping: (from) => noteTyping(store, from),
    calendar: keeper.calendar,
    start: async (sources) => {
      sender = startSender({
        store,
        clock: ports.clock,
        channels: channels(),
        holds: (message) => whetherHolds(tools, message),
        barOf: (message) => barOf(tools, message),
        numberOf: (message) => numberOf(store, message),
        onSent: (message) => countAsTold(tools, message),
        onFailed: (message, failure) => fallBack(tools, message, failure),
        meter: parts.meter,
        ...(parts.idleMs === undefined ? {} : { idleMs: parts.idleMs }),
        report,
      });
      const onRefused = (file: Attachment, reason: RefusalReason) => tellOfRefusedFile(tools, file, reason);
      fetcher = startFetcher({ ...parts, ...ports, sources, onRefused });
      watch = startWatching(tools, report, parts.idleMs);
      lanes = [watch, ...startTidying(parts)];
      stopListening = await hearChanges(parts, () => keeper.changed(tools));
      // A process that died may have left clocks that were reckoned with an older calendar.
      keeper.changed(tools).catch(report);
      await store.timers.start((timer) => onTimer(tools, timer));
    },
    stop: async () => {
      await stopListening?.();
      await store.timers.stop();
      await Promise.all([sender?.stop(), fetcher?.stop(), ...lanes.map((lane) => lane.stop())]);
    },
  };
}

/** Takes over what this or another process saved of calendar and settings. */
function hearChanges(
  { store, renewSettings, report }: RedressParts,
  renewCalendar: () => Promise<void>,
): Promise<() => Promise<void>> {
  return store.listen(({ kind }) => {
    if (kind === "calendar" || kind === "missed") renewCalendar().catch(report);
    if (kind === "settings" || kind === "missed") renewSettings?.().catch(report);
  });
}

/** Takes away what must not, or need not, be kept. */
function startTidying(parts: RedressParts): readonly Lane[] {
  const {
    store,
    files,
    ports: { clock },
    report,
  } = parts;
  return [
    startForgetting({ store, clock, report }),
    startSweeping({ store, clock, report }),
    startRemoving({ store, files, clock, report }),
    startRetaining(parts),
  ];
}

/** Wakes the lanes that have something to do after a commit. */
function wakeFor(
  work: UnitOfWork,
  sender: Sender | undefined,
  fetcher: Lane | undefined,
  watch: Lane | undefined,
): void {
  if (sender !== undefined) wakeSender(sender, work);
  if (work.attachments !== undefined && work.attachments.length > 0) fetcher?.wake();
  if (work.ownerships !== undefined && work.ownerships.length > 0) watch?.wake();
}

/** Every message is sent when it is due; what was held back for a customer who now wrote is due at once. */
function wakeSender(sender: Sender, { outbound = [], releases = [], conversations = [] }: UnitOfWork): void {
  for (const { address, delivery } of outbound)
    if (delivery.state === "pending") sender.wake([address.channel], delivery.nextAttemptAt);
  if (releases.length === 0) return;
  sender.wake(conversations.flatMap(({ after }) => (releases.includes(after.id) ? [after.address.channel] : [])));
}

async function numberOf({ complaints }: Store, { complaintId }: OutboundMessage): Promise<string | undefined> {
  return complaintId === undefined ? undefined : (await complaints.byId(complaintId))?.number;
}

/** The channels by name; made anew only when a door has been opened since, because every turn asks. */
function capabilitiesOf(channels: () => readonly Channel[]): () => ReadonlyMap<ChannelName, Capabilities> {
  let known: ReadonlyMap<ChannelName, Capabilities> = new Map();
  return () => {
    const open = channels();
    if (open.length !== known.size) known = new Map(open.map(({ name, capabilities }) => [name, capabilities]));
    return known;
  };
}
