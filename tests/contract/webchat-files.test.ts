import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { brand } from "../../core/ids.ts";
import type { AttachmentId } from "../../core/ids.ts";
import { openChat, openWebchatBench } from "../support/webchat-bench.ts";
import type { ChatClient, WebchatBench } from "../support/webchat-bench.ts";

let bench: WebchatBench;
let chat: ChatClient;
beforeEach(async () => {
  bench = await openWebchatBench();
  chat = await openChat(bench);
});
afterEach(() => bench.close());

describe("a file of the conversation", () => {
  async function uploaded(): Promise<{ readonly id: AttachmentId; readonly url: string; readonly small: string }> {
    const form = new FormData();
    form.append("file", new File([new Uint8Array([1, 2, 3])], "عکس (1).jpg", { type: "image/jpeg" }));
    await chat.upload(form);
    const withFiles = (await chat.poll()).activities.findLast(({ attachments }) => attachments !== undefined);
    const [attachment] = withFiles?.attachments ?? [];
    const url = attachment?.contentUrl ?? "";
    return { id: brand(new URL(url).pathname.split("/").at(-1) ?? ""), url, small: attachment?.thumbnailUrl ?? "" };
  }

  async function store(id: AttachmentId, type = "image/jpeg"): Promise<void> {
    await bench.files.put("clean/1", new Uint8Array([7, 7, 7]), type);
    await bench.files.put("thumbnail/1", new Uint8Array([1]), "image/webp");
    await bench.store.attachments.stored(id, {
      at: new Date(),
      type,
      bytes: 3,
      originalKey: "original/1",
      originalSha256: "0".repeat(64),
      cleanKey: "clean/1",
      cleanSha256: "1".repeat(64),
      thumbnailKey: "thumbnail/1",
    });
  }

  test("is handed out as the clean copy, to be saved and never run", async () => {
    const { id, url, small } = await uploaded();
    await store(id);
    const response = await fetch(url);
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([7, 7, 7]);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "image/jpeg",
      "content-disposition": "attachment; filename*=UTF-8''%D8%B9%DA%A9%D8%B3%20%281%29.jpg",
      "content-security-policy": "default-src 'none'; sandbox",
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "cross-origin",
    });
    const thumbnail = await fetch(small);
    expect([thumbnail.headers.get("content-type"), (await thumbnail.arrayBuffer()).byteLength]).toEqual([
      "image/webp",
      1,
    ]);
  });

  test("that a browser could run is only bytes", async () => {
    const { id, url } = await uploaded();
    await store(id, "text/html");
    expect((await fetch(url)).headers.get("content-type")).toBe("application/octet-stream");
  });

  test("that is still being cleaned is waited for", async () => {
    const { id, url } = await uploaded();
    const answer = fetch(url);
    await store(id);
    expect((await answer).status).toBe(200);
  });

  test("that was refused is gone, and its bytes are never shown", async () => {
    const { id, url } = await uploaded();
    await bench.store.attachments.refused(id, "infected");
    const gone = await fetch(url);
    expect([gone.status, await gone.json()]).toMatchObject([410, { error: { code: "FileRefused" } }]);
    expect((await chat.poll()).activities[0]?.attachments).toEqual([
      { contentType: "application/octet-stream", name: "عکس (1).jpg" },
    ]);
  });

  test("opens only with its own signed address, for a day at most", async () => {
    const [first, second] = [await uploaded(), await uploaded()];
    await store(first.id);
    const swapped = new URL(first.url);
    swapped.searchParams.set("t", new URL(second.url).searchParams.get("t") ?? "");
    expect((await fetch(swapped)).status).toBe(403);
    const bare = new URL(first.url);
    bare.search = "";
    expect((await fetch(bare)).status).toBe(403);
    bare.searchParams.set("t", chat.token);
    expect((await fetch(bare)).status).toBe(403);
    bench.pass(25 * 3_600_000);
    expect((await fetch(first.url)).status).toBe(403);
  });

  test("keeps its address from one read to the next, so that browsers keep the file", async () => {
    const { url } = await uploaded();
    expect((await chat.poll()).activities[0]?.attachments?.[0]?.contentUrl).toBe(url);
  });
});
