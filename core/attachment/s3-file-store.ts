import { AwsClient } from "aws4fetch";
import { Fault } from "../errors.ts";
import type { FileStore } from "./attachment.ts";
import { checkKey } from "./file-key.ts";

/** Where the bucket is, and who we are there. */
export interface S3Place {
  /** Base address without the bucket, for example `https://s3.eu-central-1.amazonaws.com`. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** True: `endpoint/bucket/key`; false: `bucket.endpoint/key`. */
  readonly pathStyle: boolean;
}

/** A slow store must not hold a worker for ever; the next attempt starts afresh. */
const timeoutMs = 30_000;

/** Keeps files in an S3 bucket, of Amazon or of anything that speaks its language. */
export function s3FileStore(place: S3Place): FileStore {
  const client = new AwsClient({
    accessKeyId: place.accessKeyId,
    secretAccessKey: place.secretAccessKey,
    region: place.region,
    service: "s3",
    retries: 2,
  });
  const bucket = addressOf(place);

  const ask = async (method: string, path: string, init: RequestInit = {}): Promise<Response> => {
    try {
      return await client.fetch(`${bucket}${path}`, { ...init, method, signal: AbortSignal.timeout(timeoutMs) });
    } catch (error) {
      throw new Fault("files-unavailable", "the object storage does not answer", error);
    }
  };
  const expect = (response: Response, verb: string): Response => {
    if (!response.ok)
      throw new Fault(
        "files-unavailable",
        `the object storage refused to ${verb} with status ${String(response.status)}`,
      );
    return response;
  };

  return {
    put: async (key, bytes, type) => {
      const body = bytes.slice();
      expect(await ask("PUT", `/${checkKey(key)}`, { body, headers: { "content-type": type } }), "write");
    },
    get: async (key) => {
      const response = await ask("GET", `/${checkKey(key)}`);
      if (response.status === 404) return undefined;
      return new Uint8Array(await expect(response, "read").arrayBuffer());
    },
    delete: async (key) => {
      const response = await ask("DELETE", `/${checkKey(key)}`);
      if (response.status !== 404) expect(response, "delete");
    },
    check: async () => {
      expect(await ask("HEAD", ""), "open the bucket");
    },
  };
}

function addressOf({ endpoint, bucket, pathStyle }: S3Place): string {
  const url = new URL(endpoint);
  if (!pathStyle) url.hostname = `${bucket}.${url.hostname}`;
  const base = url.href.replace(/\/+$/u, "");
  return pathStyle ? `${base}/${bucket}` : base;
}
