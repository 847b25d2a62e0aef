import type { Language } from "../../core/language/language.ts";
import type { Activity, OfferedAction } from "./activity.ts";
import { DirectLineCalls, type Ticket } from "./direct-line/direct-line-calls.ts";
import { Listener, type Reach } from "./direct-line/listener.ts";
import { Sender } from "./direct-line/sender.ts";
import { Tickets } from "./direct-line/tickets.ts";
import type { Draft, Passage } from "./draft.ts";
import { defaultLimits, type FileLimits } from "./file-check.ts";
import { pickLanguage } from "./settings.ts";
import { countUnread, withActivity, withDraft, withPassage, type Transcript } from "./transcript.ts";
import { readUnsent, writeUnsent } from "./unsent.ts";
import type { World } from "./world.ts";

/** The conversation as the window shows it. Replaced, never changed, when anything in it changes. */
export interface ChatState {
  readonly transcript: Transcript;
  /** `connecting` until the server is heard, and again while it is not. */
  readonly reach: Reach;
  /** Whether anything was ever heard: until then there is nothing to announce. */
  readonly heard: boolean;
  /** Somebody is writing to the customer. */
  readonly typing: boolean;
  readonly language: Language;
  readonly limits: FileLimits;
  /** Messages to the customer that nobody has seen, in any tab. */
  readonly unread: number;
}

const LAST_READ = "redress.read";
/** A typing notice is over after this time if nothing follows. */
const TYPING_MS = 6_000;

/** A conversation with the server at `origin`: what was said, and the ways to go on. Nothing is sent before `start`. */
export class Chat {
  readonly #world: World;
  readonly #calls: DirectLineCalls;
  readonly #tickets: Tickets;
  readonly #listener: Listener;
  readonly #sender: Sender;
  readonly #changed: () => void;
  #state: ChatState;
  #started = false;
  #conversationId: string | undefined;
  #cancelTyping: (() => void) | undefined;
  #toldWriting = false;

  /** `changed` is called after each change of `state`. */
  constructor(world: World, origin: string, language: Language, changed: () => void) {
    this.#world = world;
    this.#changed = changed;
    this.#state = {
      transcript: [],
      reach: "connecting",
      heard: false,
      typing: false,
      language,
      limits: defaultLimits,
      unread: 0,
    };
    const spoken = (): Language => this.#state.language;
    this.#calls = new DirectLineCalls(world, origin);
    this.#tickets = new Tickets(world, this.#calls, spoken, (ticket) => this.#takeTicket(ticket));
    this.#listener = new Listener(world, this.#calls, this.#tickets, spoken, {
      activities: (activities) => this.#takeActivities(activities),
      reach: (reach) => this.#set({ reach }),
    });
    this.#sender = new Sender(world, this.#calls, this.#tickets, spoken, (id, passage) => this.#note(id, passage));
  }

  get state(): ChatState {
    return this.#state;
  }

  /** Whether this person has chatted here before. */
  get isKnown(): boolean {
    return this.#tickets.knowsVisitor;
  }

  /** Connects, and sends what an earlier page could not; nothing where that is done. */
  start(): void {
    if (this.#started) return;
    this.#started = true;
    for (const draft of readUnsent(this.#world)) this.#deliver(draft);
    this.#listener.start();
  }

  send(text: string, files: readonly File[]): void {
    this.#deliver(this.#draft(text, files));
  }

  /** Presses a button that is on offer. */
  choose(action: OfferedAction): void {
    this.#deliver(this.#draft(action.title, [], action));
  }

  /** The customer is writing: told now and then to the agent who talks with them; the bot does not wait. */
  readonly writing = (): void => {
    if (this.#toldWriting || !this.#state.transcript.findLast(({ own }) => !own)?.author) return;
    this.#toldWriting = true;
    this.#world.after(TYPING_MS, () => (this.#toldWriting = false));
    // That it could not be told is nobody's trouble.
    this.#tickets.use((ticket) => this.#calls.post(ticket, { type: "typing" })).catch(() => undefined);
  };

  retry(clientId: string): void {
    this.#sender.retry(clientId);
  }

  /** Everything on the screen has been seen. */
  markRead(): void {
    const last = this.#state.transcript.findLast(({ id }) => id !== undefined)?.id;
    if (last !== undefined && this.#state.unread > 0) this.#world.lasting.keep(LAST_READ, last);
    this.countAgain();
  }

  /** Another tab may have seen what is unread here. */
  countAgain(): void {
    const unread = countUnread(this.#state.transcript, this.#world.lasting.read(LAST_READ));
    if (unread !== this.#state.unread) this.#set({ unread });
  }

  /** The network is back, or the page is looked at again. */
  nudge(): void {
    this.#listener.nudge();
    this.#sender.nudge();
  }

  /** The bytes of a file in the conversation. */
  download(url: string): Promise<Blob> {
    return this.#calls.download(url);
  }

  #draft(text: string, files: readonly File[], tap?: OfferedAction): Draft {
    return { clientId: this.#world.newId(), at: this.#world.now(), text, files, tap };
  }

  #deliver(draft: Draft): void {
    this.#set({ transcript: withDraft(this.#state.transcript, draft) });
    this.#sender.send(draft);
  }

  #note(clientId: string, passage: Passage): void {
    this.#set({ transcript: withPassage(this.#state.transcript, clientId, passage) });
    writeUnsent(this.#world, this.#sender.pending);
  }

  #takeTicket({ conversationId, limits }: Ticket): void {
    const isAnother = this.#conversationId !== undefined && this.#conversationId !== conversationId;
    this.#conversationId = conversationId;
    const { transcript } = this.#state;
    this.#set({ limits, transcript: isAnother ? transcript.filter(({ id }) => id === undefined) : transcript });
    if (isAnother) this.#listener.forget();
  }

  #takeActivities(activities: readonly Activity[]): void {
    let { transcript, language } = this.#state;
    for (const activity of activities) {
      if (activity.kind === "typing") {
        this.#showTyping(!activity.own);
        continue;
      }
      transcript = withActivity(transcript, activity, this.#world.now());
      if (activity.clientId !== undefined) this.#sender.echoed(activity.clientId);
      if (activity.own) continue;
      this.#showTyping(false);
      language = pickLanguage([activity.locale]) ?? language;
    }
    this.#set({ transcript, language, heard: true });
    this.countAgain();
    writeUnsent(this.#world, this.#sender.pending);
  }

  #showTyping(typing: boolean): void {
    this.#cancelTyping?.();
    this.#set({ typing });
    if (typing) this.#cancelTyping = this.#world.after(TYPING_MS, () => this.#set({ typing: false }));
  }

  #set(changes: Partial<ChatState>): void {
    this.#state = { ...this.#state, ...changes };
    this.#changed();
  }
}
