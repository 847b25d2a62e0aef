import { Busboy } from "@fastify/busboy";
import type { BusboyConfig, BusboyInstance } from "@fastify/busboy";
import type { HttpRequest } from "./route.ts";

/** A reader of the multipart form that these headers announce, within `limits`; undefined where they announce none that can be read. */
export function openForm(
  headers: HttpRequest["headers"],
  limits: NonNullable<BusboyConfig["limits"]>,
): BusboyInstance | undefined {
  const type = headers["content-type"];
  if (type === undefined || !/^multipart\/form-data\b/iu.test(type)) return undefined;
  try {
    return new Busboy({ headers: { ...headers, "content-type": type }, limits });
  } catch {
    // The constructor throws on a Content-Type that it cannot read.
    return undefined;
  }
}
