import type { WebSocket } from "ws";

/** An activity as far as tests care. */
export interface FakeActivity {
  readonly type: string;
  readonly id?: string;
  readonly text?: string;
  readonly timestamp?: string;
  readonly locale?: string;
  readonly from?: { readonly id: string; readonly name?: string; readonly role: string };
  readonly value?: unknown;
  readonly attachments?: readonly object[];
  readonly suggestedActions?: { readonly actions: readonly object[] };
  readonly channelData?: { readonly clientActivityID?: string };
}

/** One conversation of the fake Direct Line server: its log, and the sockets that follow it. */
export class FakeConversation {
  readonly id: string;
  readonly userId: string;
  readonly visitorToken: string;
  /** What is committed; the watermark counts it. */
  readonly log: FakeActivity[] = [];
  readonly #sockets = new Set<WebSocket>();
  #begun = false;

  constructor(id: string) {
    this.id = id;
    this.userId = `dl_${id}`;
    this.visitorToken = `visitor-${id}`;
  }

  /** What the customer said, in order. */
  get said(): readonly string[] {
    return this.log.filter(({ from }) => from?.role === "user").map(({ text }) => text ?? "");
  }

  get openSockets(): number {
    return this.#sockets.size;
  }

  /** Whether this was the first time. */
  begin(): boolean {
    const isFirst = !this.#begun;
    this.#begun = true;
    return isFirst;
  }

  /** Commits a customer's activity, once for each id that the client gave. */
  take(activity: FakeActivity): { readonly isNew: boolean; readonly id: string } {
    const own = activity.channelData?.clientActivityID;
    const before = this.log.find(({ channelData }) => channelData?.clientActivityID === own);
    if (before?.id !== undefined) return { isNew: false, id: before.id };
    return { isNew: true, id: this.#commit({ ...activity, from: { id: this.userId, role: "user" } }) };
  }

  /** The bot, or an agent, says something; `typing` is shown and not kept. */
  say(activity: Partial<FakeActivity>): void {
    const from = activity.from ?? { id: "bot", name: "Redress", role: "bot" };
    if (activity.type === "typing") this.#send({ activities: [{ ...activity, from }] });
    else this.#commit({ type: "message", ...activity, from });
  }

  after(watermark: number): { readonly activities: readonly FakeActivity[]; readonly watermark: string } {
    return { activities: this.log.slice(watermark), watermark: String(this.log.length) };
  }

  open(socket: WebSocket, watermark: number): void {
    this.#sockets.add(socket);
    socket.on("close", () => this.#sockets.delete(socket));
    socket.on("error", () => socket.terminate());
    if (watermark < this.log.length) socket.send(JSON.stringify(this.after(watermark)));
  }

  #commit(activity: FakeActivity): string {
    const id = `${this.id}|${String(this.log.length + 1).padStart(7, "0")}`;
    this.log.push({ timestamp: new Date().toISOString(), ...activity, id });
    this.#send(this.after(this.log.length - 1));
    return id;
  }

  #send(frame: object): void {
    for (const socket of this.#sockets) socket.send(JSON.stringify(frame));
  }
}
