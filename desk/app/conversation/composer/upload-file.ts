import { actingHeader } from "../../api/acting.ts";
import { get, Problem, Unreachable } from "../../api/call.ts";
import type { ChatFile } from "../conversation-types.ts";

/** Between looks at whether a file has been checked and cleaned. */
const LOOK_MS = 400;

/** Uploads a file, tells how much of it has gone (0 to 1), and waits until it can be sent. Rejects as `send` does, and with what the check said. */
export async function uploadFile(
  file: File,
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<ChatFile> {
  let known = await put(file, progress, signal);
  while (known.state === "announced" || known.state === "fetching") {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    known = await get<ChatFile>(`/attachments/${known.id}`, {}, signal);
  }
  return known;
}

/** `fetch` does not tell how much of a body has gone. */
function put(file: File, progress: (share: number) => void, signal: AbortSignal): Promise<ChatFile> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/api/v1/attachments");
    request.setRequestHeader("accept", "application/json");
    request.setRequestHeader("accept-language", document.documentElement.lang);
    for (const [name, value] of Object.entries(actingHeader())) request.setRequestHeader(name, value);
    request.responseType = "json";
    request.upload.addEventListener("progress", ({ loaded, total }) => progress(total === 0 ? 0 : loaded / total));
    request.addEventListener("load", () => {
      const answer: unknown = request.response;
      // Our own server holds every answer to its schema before it leaves.
      // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- as in api/call.ts
      if (request.status < 300) resolve(answer as ChatFile);
      else reject(problemOf(request.status, answer));
    });
    request.addEventListener("error", () => reject(new Unreachable("the file did not arrive")));
    signal.addEventListener("abort", () => {
      request.abort();
      reject(new DOMException("taken out", "AbortError"));
    });
    const form = new FormData();
    form.append("file", file, file.name);
    request.send(form);
  });
}

function problemOf(status: number, answer: unknown): Error {
  if (typeof answer !== "object" || answer === null || !("detail" in answer) || !("key" in answer))
    return new Unreachable(`answered ${String(status)} without saying why`);
  return new Problem(status, String(answer.key), String(answer.detail));
}
