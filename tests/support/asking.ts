import { setTimeout as pause } from "node:timers/promises";
import { ADMIN, PUBLIC_URL } from "./real-server.ts";

export interface Asked {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Plain HTTP to a real server, as a browser or a stranger speaks it. */
export interface Asking {
  readonly ask: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Asked>;
  /** The cookie of somebody who has just signed in. */
  readonly signIn: (email?: string, password?: string) => Promise<string>;
  /** An administrator's call as the desk's own page makes it; it has to succeed. */
  readonly asAdministrator: <Value>(method: string, path: string, body?: unknown) => Promise<Value>;
  /** Heads and bodies of everything that was refused. */
  readonly refusals: readonly string[];
}

export function askingAt(url: string): Asking {
  const refusals: string[] = [];
  const ask: Asking["ask"] = async (method, path, body, headers = {}) => {
    const answer = await fetch(url + path, {
      method,
      headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) refusals.push(text, JSON.stringify([...answer.headers]));
    return { status: answer.status, headers: answer.headers, text };
  };
  const signIn: Asking["signIn"] = async (email = ADMIN.email, password = ADMIN.password) => {
    const attempt = () => ask("POST", "/api/v1/sign-in", { email, password }, { origin: PUBLIC_URL });
    const first = await attempt();
    // A fast machine asks more often than the server lets all its guests together try a password in one second.
    const { status, headers } = first.status === 429 ? await pause(1_100).then(attempt) : first;
    if (status !== 200) throw new Error(`signing in answers ${status}`);
    return (headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  };
  return {
    ask,
    signIn,
    asAdministrator: async <Value>(method: string, path: string, body?: unknown) => {
      const answer = await ask(method, path, body, { cookie: await signIn(), origin: PUBLIC_URL });
      if (answer.status >= 300) throw new Error(`${method} ${path} answers ${answer.status}: ${answer.text}`);
      return (answer.text === "" ? undefined : JSON.parse(answer.text)) as Value;
    },
    refusals,
  };
}
