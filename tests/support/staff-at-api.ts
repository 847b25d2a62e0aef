import { z } from "zod";

const PASSWORD = "a stone in the river";

const opened = z.object({ token: z.string(), agent: z.object({ id: z.string() }) });
const invited = z.object({ link: z.object({ token: z.string() }) });
const complaintSeen = z.object({
  complaint: z.object({
    id: z.string(),
    number: z.string(),
    status: z.string(),
    closing: z.string().optional(),
    matter: z.object({ description: z.string(), category: z.string() }),
    questions: z.array(z.object({ answer: z.object({ words: z.string().optional() }).optional() })),
    rounds: z.array(
      z.object({
        consent: z
          .object({ answers: z.array(z.object({ answer: z.string(), reason: z.string().optional() })) })
          .optional(),
      }),
    ),
  }),
  attachments: z.array(z.object({ id: z.string(), state: z.string() })),
});

/** One complaint as a member of staff sees it. */
export type ComplaintSeen = z.infer<typeof complaintSeen>;

/** A member of staff who works through the HTTP API alone. */
export class StaffAtApi {
  readonly id: string;
  readonly #url: string;
  readonly #token: string;

  private constructor(url: string, session: z.infer<typeof opened>) {
    this.#url = url;
    this.#token = session.token;
    this.id = session.agent.id;
  }

  /** Sets a password with a one-time link, and is signed in. `more` is what the first administrator adds. */
  static async byLink(url: string, token: string, more: object = {}): Promise<StaffAtApi> {
    const answer = await send(url, "POST", "/api/v1/setup", { token, password: PASSWORD, bearer: true, ...more });
    return new StaffAtApi(url, opened.parse(await answer.json()));
  }

  static async bySignIn(url: string, email: string): Promise<StaffAtApi> {
    const answer = await send(url, "POST", "/api/v1/sign-in", { email, password: PASSWORD, bearer: true });
    return new StaffAtApi(url, opened.parse(await answer.json()));
  }

  /** Invites a colleague, who sets a password with the link of the invitation and then signs in with it. */
  async invites(name: string, role: string): Promise<StaffAtApi> {
    const email = `${name.toLowerCase()}@example.org`;
    const answer = await this.#send("POST", "/api/v1/agents", { email, name, role, language: "fa" });
    await StaffAtApi.byLink(this.#url, invited.parse(await answer.json()).link.token);
    return StaffAtApi.bySignIn(this.#url, email);
  }

  /** The complaint with this tracking number. */
  async finds(number: string): Promise<ComplaintSeen> {
    const found = await this.#send("GET", `/api/v1/tracking-numbers/${encodeURIComponent(number)}`);
    return this.sees(z.object({ id: z.string() }).parse(await found.json()).id);
  }

  async sees(id: string): Promise<ComplaintSeen> {
    const answer = await this.#send("GET", `/api/v1/complaints/${id}`);
    return complaintSeen.parse(await answer.json());
  }

  /** Carries out a command that must be allowed. */
  async does(id: string, command: object): Promise<void> {
    await this.#send("POST", `/api/v1/complaints/${id}/commands`, command);
  }

  /** Tries a command that must be refused, and tells by which rule. */
  async isRefused(id: string, command: object): Promise<string> {
    const answer = await send(this.#url, "POST", `/api/v1/complaints/${id}/commands`, command, this.#token);
    if (answer.ok) throw new Error("the command was carried out");
    return z.object({ key: z.string() }).parse(await answer.json()).key;
  }

  /** The clean copy of a file. */
  async downloads(attachmentId: string): Promise<Buffer> {
    const answer = await this.#send("GET", `/api/v1/attachments/${attachmentId}/content`);
    return Buffer.from(await answer.arrayBuffer());
  }

  async #send(method: string, path: string, body?: object): Promise<Response> {
    const answer = await send(this.#url, method, path, body, this.#token);
    if (!answer.ok) throw new Error(`${method} ${path} answers ${answer.status}: ${await answer.text()}`);
    return answer;
  }
}

async function send(url: string, method: string, path: string, body?: object, token?: string): Promise<Response> {
  return fetch(`${url}${path}`, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
