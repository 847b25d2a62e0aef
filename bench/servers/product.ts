import { z } from "zod";
import { startProduct } from "./processes.ts";
import type { Listening } from "./processes.ts";
import type { LoadPlan } from "./plan.ts";

/** The product with its web chat, and visitors who have opened it. */
export interface WebchatTurn extends Listening {
  readonly targets: LoadPlan["targets"];
}

/** Where the product keeps its data. */
export type Storage = { readonly databaseUrl: string } | { readonly dataDir: string };

/** Understood at every step: "menu" is answered by one message with choices, "help" by two. */
export const TURN_WORDS = ["menu", "help"] as const;

/** A benchmark's visitor writes more in a minute than any person does. */
const POSTS_PER_MINUTE = "1000000";

/** Starts the server as in production, and opens a conversation for each of `visitors`. */
export async function startWebchat(
  storage: Storage,
  folder: string,
  visitors: number,
  nodeFlags: readonly string[],
): Promise<WebchatTurn> {
  const variables = {
    NODE_ENV: "production",
    HOST: "127.0.0.1",
    SECRET_KEY: "a key of the benchmark, good for nothing else",
    WEBCHAT_POSTS_PER_MINUTE: POSTS_PER_MINUTE,
    DATA_DIR: folder,
    ...("databaseUrl" in storage ? { DATABASE_URL: storage.databaseUrl } : { DATA_DIR: storage.dataDir }),
  };
  const server = await startProduct(variables, `${folder}/server.log`, nodeFlags);
  const targets: LoadPlan["targets"] = [];
  while (targets.length < visitors) targets.push(await openChat(server.port));
  return { ...server, targets };
}

const grantSchema = z.object({ token: z.string(), conversationId: z.string() });

async function openChat(port: number): Promise<LoadPlan["targets"][number]> {
  const { token, conversationId } = grantSchema.parse(await posted(port, "/webchat/token", {}));
  await posted(port, "/v3/directline/conversations", { authorization: `Bearer ${token}` });
  return { path: `/v3/directline/conversations/${conversationId}/activities`, token };
}

async function posted(port: number, path: string, headers: Readonly<Record<string, string>>): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", "accept-language": "en", ...headers },
    body: "{}",
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return response.json();
}
