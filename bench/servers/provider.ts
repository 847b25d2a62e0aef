import { z } from "zod";
import { startScript } from "./processes.ts";
import type { Listening } from "./processes.ts";

/** A chat or number that was written to, when, in milliseconds since 1970, and how the words begin. */
const arrivalSchema = z.tuple([z.string(), z.number(), z.string()]);

export type Arrival = z.infer<typeof arrivalSchema>;

/** The platforms that messages go out to. */
export interface Provider extends Listening {
  /** In the place of Telegram's and Twilio's own addresses. */
  readonly root: string;
  /** Every message since the start, in order. */
  arrivals(): Promise<readonly Arrival[]>;
}

/** Starts both platforms; `photo` is the file behind every photo that a customer sends. */
export async function startProvider(delayMs: number, photo?: string): Promise<Provider> {
  const listening = await startScript("bench/servers/provider-server.ts", [
    String(delayMs),
    ...(photo === undefined ? [] : [photo]),
  ]);
  const root = `http://127.0.0.1:${listening.port}`;
  const ask = async (path: string): Promise<unknown> => (await fetch(`${root}/control/${path}`)).json();
  return {
    ...listening,
    root,
    arrivals: async () => z.array(arrivalSchema).parse(await ask("arrivals")),
  };
}
