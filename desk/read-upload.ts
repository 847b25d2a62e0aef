import type { BusboyFileStream } from "@fastify/busboy";
import { openForm } from "../core/http/open-form.ts";
import type { HttpRequest } from "../core/http/route.ts";

/** A file as it was sent: its bytes, and what the sender says of it. */
export interface UploadedFile {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly claimedType: string;
}

/** The file of a form, or why there is none. */
export type UploadRead =
  | { readonly ok: true; readonly file: UploadedFile }
  | { readonly ok: false; readonly why: "no_form" | "no_file" | "too_large" };

/**
 * Reads the one file of a multipart form, of at most `maxBytes`. Rejects with what the request's own stream rejects with. Names are
 * kept to be shown as text and never become paths.
 */
export function readUpload(
  { headers, stream }: Pick<HttpRequest, "headers" | "stream">,
  maxBytes: number,
): Promise<UploadRead> {
  return new Promise((resolve, reject) => {
    const limits = { files: 1, fileSize: maxBytes, fields: 5, fieldSize: 1_000, parts: 6, headerPairs: 50 };
    const form = openForm(headers, limits);
    if (form === undefined) {
      stream.resume();
      resolve({ ok: false, why: "no_form" });
      return;
    }
    let found: UploadRead = { ok: false, why: "no_file" };
    form.on(
      "file",
      (_field: string, file: BusboyFileStream, name: string | undefined, _encoding: string, claimedType: string) => {
        const chunks: Buffer[] = [];
        file.on("data", (chunk: Buffer) => chunks.push(chunk));
        file.on("error", () => undefined);
        file.on("end", () => {
          if (file.truncated) found = { ok: false, why: "too_large" };
          else if (!found.ok && found.why === "no_file")
            found = { ok: true, file: { bytes: Buffer.concat(chunks), name: name ?? "", claimedType } };
        });
      },
    );
    // busboy's own name for having read everything is `finish`.
    form.on("finish", () => resolve(found));
    form.on("error", () => {
      stream.resume();
      resolve({ ok: false, why: "no_form" });
    });
    stream.on("error", (fault) => {
      form.destroy();
      reject(fault);
    });
    stream.pipe(form);
  });
}
