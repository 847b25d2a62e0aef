import { guiseCapabilities } from "../../bots/console/limits.ts";
import type { Channel } from "../../core/channel/channel.ts";
import type { Reply } from "../../core/channel/inbound.ts";
import type { Language } from "../../core/language/language.ts";
import type { CustomerDoor } from "./customer.ts";
import { openChat, openWebchatBench } from "./webchat-bench.ts";
import type { ChatClient, WebchatBench } from "./webchat-bench.ts";
import { openWorld } from "./world.ts";
import type { World } from "./world.ts";

/** A world with the server on which its web chat is reached. */
export interface DirectLineWorld extends World {
  readonly bench: WebchatBench;
}

/** A world whose web chat is the real one: Direct Line over HTTP, on the real server. */
export async function openDirectLineWorld(): Promise<DirectLineWorld> {
  const real: { channel?: Channel } = {};
  const channel: Channel = {
    name: "webchat",
    capabilities: guiseCapabilities.webchat,
    send: (to, message) => real.channel?.send(to, message) ?? Promise.resolve({}),
  };
  const world = await openWorld([channel]);
  const bench = await openWebchatBench(() => ({
    ...world.ports,
    store: world.store,
    files: world.files,
    receive: (inbound) => world.redress.receive(inbound),
  }));
  real.channel = bench.webchat.channel;
  return {
    ...world,
    bench,
    get redress() {
      return world.redress;
    },
    close: async () => {
      await bench.close();
      await world.close();
    },
  };
}

/** One more browser on the world's web chat. Like the widget, it asks for a new token when the old one has expired. */
export async function directLineDoor(world: DirectLineWorld, language: Language): Promise<CustomerDoor> {
  let chat = await openChat(world.bench);
  const post = (reply: Reply, externalId?: string): Promise<Response> =>
    reply.kind === "files" ? upload(world, chat, reply) : chat.post(activityOf(reply, language, externalId));
  return {
    address: { channel: "webchat", externalId: chat.userId },
    can: guiseCapabilities.webchat,
    send: async (reply, externalId) => {
      let response = await post(reply, externalId);
      if (response.status === 403) {
        chat = await openChat(world.bench, chat);
        response = await post(reply, externalId);
      }
      if (!response.ok) throw new Error(`the web chat answered ${String(response.status)}`);
    },
  };
}

function activityOf(reply: Reply, locale: Language, clientActivityID: string | undefined): object {
  const common = {
    type: "message",
    locale,
    ...(clientActivityID === undefined ? {} : { channelData: { clientActivityID } }),
  };
  if (reply.kind === "tap") return { ...common, text: reply.label, value: { token: reply.token } };
  if (reply.kind === "text") return { ...common, text: reply.text };
  throw new Error(`the web chat's customers do not send ${reply.kind}`);
}

async function upload(
  world: World,
  chat: ChatClient,
  reply: Extract<Reply, { readonly kind: "files" }>,
): Promise<Response> {
  const form = new FormData();
  const attachments = reply.files.map(({ name = "photo.jpg" }) => ({ contentType: "image/jpeg", name }));
  const activity = { type: "message", ...(reply.text === undefined ? {} : { text: reply.text }), attachments };
  form.append("activity", new Blob([JSON.stringify(activity)], { type: "application/vnd.microsoft.activity" }));
  for (const { source, name = "photo.jpg" } of reply.files) {
    const bytes = source.kind === "staged" ? await world.files.get(source.key) : undefined;
    form.append("file", new Blob([Buffer.from(bytes ?? [])], { type: "image/jpeg" }), name);
  }
  return chat.upload(form);
}
