import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import { FakeConversation, type FakeActivity } from "./fake-conversation.ts";

/** What the fake is told to do wrong. */
interface Troubles {
  /** Answers to post and upload that are lost after the commit: the socket is destroyed instead. */
  lostAnswers: number;
  /** Statuses with which the next posts and uploads are refused, before anything is read as sent. */
  refusals: number[];
  /** WebSocket handshakes are refused: a network that lets none through. */
  withoutSockets: boolean;
  /** Milliseconds for which the next uploads are held back half-way. */
  slowUploadMs: number;
  /** Calls are not answered at all: the connection is cut. */
  unreachable: boolean;
}

/** A Direct Line 3.0 server in memory for tests of the widget, with the manners of bots/webchat and with faults on demand. */
export class FakeDirectLine {
  readonly conversations: FakeConversation[] = [];
  readonly troubles: Troubles = {
    lostAnswers: 0,
    refusals: [],
    withoutSockets: false,
    slowUploadMs: 0,
    unreachable: false,
  };
  /** Answers to what the customer says; the first is greeted when the conversation begins with undefined. */
  answer: (said: FakeActivity | undefined) => readonly Partial<FakeActivity>[] = () => [];
  /** Every call as `METHOD path status`. */
  readonly calls: string[] = [];
  readonly #tokens = new Map<string, FakeConversation>();
  readonly #files = new Map<string, { readonly type: string; readonly bytes: Buffer }>();
  readonly #pages: Readonly<Record<string, { readonly type: string; readonly text: string; readonly csp?: string }>>;
  readonly #sockets = new WebSocketServer({ noServer: true });
  readonly #http: Server;
  #count = 0;
  #begun = 0;

  constructor(pages: FakeDirectLine["pages"]) {
    this.#pages = pages;
    this.#http = createServer((request, response) => void this.#serve(request, response));
    this.#http.on("upgrade", (request, socket, head) => {
      const url = new URL(request.url ?? "/", "http://fake");
      const conversation = this.#tokens.get(url.searchParams.get("t") ?? "");
      this.calls.push(`SOCKET ${url.searchParams.get("watermark") ?? ""}`);
      if (conversation === undefined || this.troubles.withoutSockets || this.troubles.unreachable) {
        socket.destroy();
        return;
      }
      this.#sockets.handleUpgrade(request, socket, head, (open) => {
        conversation.open(open, Number(url.searchParams.get("watermark") ?? 0));
      });
    });
  }

  get pages(): Readonly<Record<string, { readonly type: string; readonly text: string; readonly csp?: string }>> {
    return this.#pages;
  }

  async start(): Promise<void> {
    await once(this.#http.listen(0, "127.0.0.1"), "listening");
  }

  get port(): number {
    const address = this.#http.address() as AddressInfo;
    return address.port;
  }

  get origin(): string {
    return `http://redress.test:${this.port}`;
  }

  /** The only conversation, or the newest. */
  get conversation(): FakeConversation {
    const newest = this.conversations.at(-1);
    if (newest === undefined) throw new Error("Nobody has opened a conversation");
    return newest;
  }

  cutSockets(): void {
    for (const socket of this.#sockets.clients) socket.terminate();
  }

  /** From now on every token given so far is answered with 403. */
  expireTokens(): void {
    this.#tokens.clear();
  }

  async stop(): Promise<void> {
    this.cutSockets();
    this.#http.closeAllConnections();
    this.#http.close();
    await once(this.#http, "close");
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://fake");
    if (this.troubles.unreachable) {
      request.socket.destroy();
      return;
    }
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("access-control-allow-headers", "authorization, content-type");
    response.setHeader("access-control-allow-methods", "GET, POST");
    response.on("finish", () => this.calls.push(`${request.method ?? ""} ${url.pathname} ${response.statusCode}`));
    const page = this.#pages[url.pathname];
    if (request.method === "OPTIONS") answerEmpty(response, 204);
    else if (page !== undefined) {
      if (page.csp !== undefined) response.setHeader("content-security-policy", page.csp);
      response.setHeader("content-type", page.type).end(page.text);
    } else await this.#call(request, response, url);
  }

  async #call(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const path = url.pathname.replace("/v3/directline", "");
    if (path === "/webchat/token") {
      await this.#giveToken(request, response);
      return;
    }
    const file = this.#files.get(path);
    if (file !== undefined) {
      response.setHeader("content-type", file.type).end(file.bytes);
      return;
    }
    const conversation = this.#tokens.get((request.headers.authorization ?? "").replace("Bearer ", ""));
    if (conversation === undefined) {
      request.resume();
      json(response, 403, { error: { code: "TokenExpired" } });
      return;
    }
    if (path.endsWith("/activities") && request.method === "POST") await this.#post(request, response, conversation);
    else if (path.endsWith("/upload")) await this.#upload(request, response, conversation);
    else if (path.endsWith("/activities")) json(response, 200, conversation.after(watermarkOf(url)));
    else if (path === "/tokens/refresh") json(response, 200, this.#grant(conversation));
    else this.#join(request, response, conversation, url);
  }

  #join(request: IncomingMessage, response: ServerResponse, conversation: FakeConversation, url: URL): void {
    if (request.method === "POST" && conversation.begin()) this.#say(conversation, this.answer(undefined));
    const grant = this.#grant(conversation);
    const after = watermarkOf(url);
    const streamUrl = `ws://redress.test:${this.port}/stream?watermark=${after}&t=${grant.token}`;
    json(response, request.method === "POST" ? 201 : 200, { ...grant, streamUrl, referenceGrammarId: "" });
  }

  async #giveToken(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = JSON.parse((await bodyOf(request)).toString("utf8")) as { visitorToken?: string };
    const known = this.conversations.find(({ visitorToken }) => visitorToken === asked.visitorToken);
    if (asked.visitorToken !== undefined && known === undefined) {
      json(response, 403, { error: { code: "UnknownVisitor" } });
      return;
    }
    const conversation = known ?? new FakeConversation(`c${(this.#begun += 1)}`);
    if (known === undefined) this.conversations.push(conversation);
    const { visitorToken } = conversation;
    json(response, 200, { ...this.#grant(conversation), userId: conversation.userId, visitorToken });
  }

  #grant(conversation: FakeConversation): { readonly token: string; readonly conversationId: string } {
    const token = `t${(this.#count += 1)}`;
    this.#tokens.set(token, conversation);
    return { token, conversationId: conversation.id, ...{ expires_in: 1_800 } };
  }

  async #post(request: IncomingMessage, response: ServerResponse, conversation: FakeConversation): Promise<void> {
    const activity = JSON.parse((await bodyOf(request)).toString("utf8")) as FakeActivity;
    this.#take(response, conversation, activity);
  }

  async #upload(request: IncomingMessage, response: ServerResponse, conversation: FakeConversation): Promise<void> {
    if (this.troubles.slowUploadMs > 0) {
      request.pause();
      const wait = this.troubles.slowUploadMs;
      await new Promise((resolve) => setTimeout(resolve, wait));
      request.resume();
    }
    const body = await bodyOf(request);
    const form = await new Response(new Uint8Array(body), {
      headers: { "content-type": request.headers["content-type"] ?? "" },
    }).formData();
    const part = form.get("activity") as File;
    const activity = JSON.parse(await part.text()) as FakeActivity;
    const attachments = [];
    for (const file of form.getAll("file") as File[]) {
      const path = `/files/${this.#files.size}`;
      this.#files.set(path, { type: file.type, bytes: Buffer.from(await file.arrayBuffer()) });
      attachments.push({ contentType: file.type, contentUrl: `${this.origin}${path}`, name: file.name });
    }
    this.#take(response, conversation, { ...activity, attachments });
  }

  #take(response: ServerResponse, conversation: FakeConversation, activity: FakeActivity): void {
    const refusal = this.troubles.refusals.shift();
    if (refusal !== undefined) {
      json(response, refusal, { error: { code: "Refused" } });
      return;
    }
    const { isNew, id } = conversation.take(activity);
    if (isNew) this.#say(conversation, this.answer(activity));
    if (this.troubles.lostAnswers > 0) {
      this.troubles.lostAnswers -= 1;
      response.destroy();
      return;
    }
    json(response, 200, { id });
  }

  #say(conversation: FakeConversation, answers: readonly Partial<FakeActivity>[]): void {
    for (const answer of answers) conversation.say(answer);
  }
}

export type { FakeActivity };

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

/** Not as a chain: where restify has been loaded in the same process, its writeHead returns nothing. */
function answerEmpty(response: ServerResponse, status: number): void {
  response.writeHead(status);
  response.end();
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function watermarkOf(url: URL): number {
  return Number(url.searchParams.get("watermark") ?? "") || 0;
}
