import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { request } from "node:http";
import { capabilities, inputLimits } from "../../bots/webchat/limits.ts";
import type { Receive } from "../../bots/webchat/ports.ts";
import type { FileRef, Inbound } from "../../core/channel/inbound.ts";
import { Fault } from "../../core/errors.ts";
import { openChat, openWebchatBench } from "../support/webchat-bench.ts";
import type { ChatClient, WebchatBench } from "../support/webchat-bench.ts";

let bench: WebchatBench;
let chat: ChatClient;
let received: Inbound[];
let before: () => Promise<void>;
beforeEach(async () => {
  received = [];
  before = async () => undefined;
  bench = await openWebchatBench(({ receive }) => ({
    receive: async (...args: Parameters<Receive>) => {
      received.push(args[0]);
      await before();
      return receive(...args);
    },
  }));
  chat = await openChat(bench);
});
afterEach(() => bench.close());

function form(activity: unknown, ...files: readonly File[]): FormData {
  const made = new FormData();
  if (activity !== undefined)
    made.append("activity", new Blob([JSON.stringify(activity)], { type: "application/vnd.microsoft.activity" }));
  for (const file of files) made.append("file", file);
  return made;
}

function file(name: string, bytes: number[] | Uint8Array = [1, 2, 3], type = "image/jpeg"): File {
  return new File([new Uint8Array(bytes)], name, { type });
}

function filesOf(inbound: Inbound | undefined): readonly FileRef[] {
  return inbound?.reply.kind === "files" ? inbound.reply.files : [];
}

async function errorOf(response: Response): Promise<Record<string, unknown>> {
  const { error } = (await response.json()) as { readonly error: Record<string, unknown> };
  return { status: response.status, ...error };
}

/** Sends bytes as the body of an upload, under a content type of the test's choice. */
function sendRaw(
  body: string | Buffer,
  type: string,
  options: { readonly cutAfter?: number } = {},
): Promise<number | "cut"> {
  return new Promise((resolve) => {
    const call = request(`${bench.directLine}/conversations/${chat.conversationId}/upload`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${chat.token}`,
        "content-type": type,
        "content-length": Buffer.byteLength(body),
      },
    });
    call.on("response", (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    call.on("error", () => resolve("cut"));
    if (options.cutAfter === undefined) call.end(body);
    else call.write(Buffer.from(body).subarray(0, options.cutAfter), () => call.destroy());
  });
}

describe("an upload", () => {
  test("keeps files in order, with their names, kinds and bytes, and the words beside them", async () => {
    const activity = {
      type: "message",
      text: "three files",
      channelData: { clientActivityID: "c-1" },
      attachments: [
        {
          contentType: "image/jpeg",
          name: "a.jpg",
          thumbnailUrl: "data:image/png;base64,AA",
          contentUrl: "http://evil.example/",
        },
      ],
    };
    const response = await chat.upload(
      form(
        activity,
        file("عکس رزین.jpg", [1]),
        file("belge ğüşı.pdf", [2], "application/pdf"),
        file("ses.ogg", [3], "audio/ogg"),
      ),
    );
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ id: `${chat.conversationId}|c.c-1` });
    expect(received[0]).toMatchObject({ clientId: "c-1", reply: { kind: "files", text: "three files" } });
    const files = filesOf(received[0]);
    expect(files.map(({ name, kind, claimedType, size }) => [name, kind, claimedType, size])).toEqual([
      ["عکس رزین.jpg", "photo", "image/jpeg", 1],
      ["belge ğüşı.pdf", "document", "application/pdf", 1],
      ["ses.ogg", "voice", "audio/ogg", 1],
    ]);
    const staged = files.map(({ source }) =>
      source.kind === "staged" ? bench.files.kept.get(source.key)?.[0] : undefined,
    );
    expect(staged).toEqual([1, 2, 3]);
    expect([...bench.files.kept.keys()].every((key) => /^staged\/[0-9a-f]{2}\/[0-9a-f]{40}$/u.test(key))).toBe(true);
    expect(JSON.stringify(await chat.poll())).not.toMatch(/evil|data:/u);
  });

  test("may come without an activity part, and a name may say nothing", async () => {
    await chat.upload(
      form(undefined, file("blob"), file("../../etc/passwd"), file("line\nbreak\u0007.jpg"), file("x".repeat(400))),
    );
    expect(filesOf(received[0]).map(({ name }) => name)).toEqual([
      undefined,
      "passwd",
      "linebreak.jpg",
      "x".repeat(inputLimits.fileName),
    ]);
  });

  test("posted twice under one client id has one effect, and leaves no second copy", async () => {
    const activity = { type: "message", channelData: { clientActivityID: "c-1" } };
    expect((await chat.upload(form(activity, file("a.jpg")))).status).toBe(200);
    expect((await chat.upload(form(activity, file("a.jpg")))).status).toBe(200);
    expect((await chat.poll()).activities).toHaveLength(2);
    expect(bench.files.kept.size).toBe(1);
  });

  test("without a file is an ordinary message", async () => {
    await chat.upload(form({ type: "message", text: "no file after all" }));
    expect(received[0]?.reply).toEqual({ kind: "text", text: "no file after all" });
  });

  test("that is too large or too many is refused with the limits, and nothing is kept", async () => {
    const limits = { maxFileBytes: capabilities.maxFile, maxFiles: inputLimits.files };
    const large = await chat.upload(
      form({ type: "message" }, file("a.jpg"), file("b.jpg", new Uint8Array(capabilities.maxFile + 1))),
    );
    expect(await errorOf(large)).toMatchObject({ status: 413, code: "FileTooLarge", ...limits });
    const many = await chat.upload(
      form({ type: "message" }, ...Array.from({ length: 11 }, (_, index) => file(`${String(index)}.jpg`))),
    );
    expect(await errorOf(many)).toMatchObject({ status: 413, code: "TooManyFiles", ...limits });
    const half = new Uint8Array(capabilities.maxFile - 1);
    const heavy = await chat.upload(form({ type: "message" }, ...["a", "b", "c", "d"].map((name) => file(name, half))));
    expect(await errorOf(heavy)).toMatchObject({
      status: 413,
      code: "UploadTooLarge",
      maxUploadBytes: inputLimits.upload,
    });
    expect([received.length, bench.files.kept.size]).toEqual([0, 0]);
    expect(bench.refused).toEqual(["FileTooLarge", "TooManyFiles", "UploadTooLarge"]);
    const most = Array.from({ length: 10 }, (_, index) => file(`${String(index)}.jpg`));
    expect((await chat.upload(form({ type: "message" }, ...most))).status).toBe(200);
    expect(
      (await chat.upload(form({ type: "message" }, file("exact.jpg", new Uint8Array(capabilities.maxFile))))).status,
    ).toBe(200);
  });

  test.each([
    ["an activity that is no JSON", "{", "BadActivity"],
    ["an activity that is none", '"hello"', "BadActivity"],
    ["a client id that is none", '{"type":"message","channelData":{"clientActivityID":"\\n"}}', "BadClientActivityID"],
  ])("with %s is refused, and nothing is kept", async (_what, activity, code) => {
    const body = new FormData();
    body.append("activity", activity);
    body.append("file", file("a.jpg"));
    expect(await errorOf(await chat.upload(body))).toMatchObject({ status: 400, code });
    expect(bench.files.kept.size).toBe(0);
  });

  const part =
    '--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\nabc\r\n';
  test.each([
    ["another type", "{}", "application/json", 415],
    ["no boundary", part, "multipart/form-data", 415],
    ["another multipart", part, "multipart/mixed; boundary=b", 415],
    ["a body that ends too early", part, "multipart/form-data; boundary=b", 400],
    ["another boundary", `${part}--b--\r\n`, "multipart/form-data; boundary=c", 400],
    ["garbage", "\0\0\0garbage", "multipart/form-data; boundary=b", 400],
    [
      "endless headers",
      `--b\r\n${"X-A: b\r\n".repeat(5_000)}\r\nabc\r\n--b--\r\n`,
      "multipart/form-data; boundary=b",
      400,
    ],
    ["nothing", "", "multipart/form-data; boundary=b", 400],
  ])("of %s is refused", async (_what, body, type, status) => {
    expect(await sendRaw(body, type)).toBe(status);
    expect([received.length, bench.files.kept.size]).toEqual([0, 0]);
    expect((await chat.say("the chat goes on")).status).toBe(200);
  });

  test("that is cut off half-way leaves nothing behind", async () => {
    expect(await sendRaw(`${part}${part}--b--\r\n`, "multipart/form-data; boundary=b", { cutAfter: 150 })).toBe("cut");
    expect((await chat.say("the chat goes on")).status).toBe(200);
    expect([received.length, bench.files.kept.size]).toEqual([1, 0]);
  });

  test("keeps its bytes when nobody can tell whether it was committed", async () => {
    before = () => Promise.reject(new Fault("store-unavailable", "the database does not answer"));
    expect((await chat.upload(form({ type: "message" }, file("a.jpg")))).status).toBe(503);
    expect(bench.files.kept.size).toBe(1);
  });
});
