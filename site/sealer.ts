import { createHmac, timingSafeEqual } from "node:crypto";

/** Signs what a browser carries for us, and derives what only we can know from it. What is signed for one purpose is good for no other. */
export interface Sealer {
  /** `text` (any but NUL) with its signature: letters, digits, `-` and `_`. */
  seal(purpose: string, text: string): string;
  /** What was sealed; undefined for anything forged, broken, or sealed for another purpose. */
  open(purpose: string, token: string): string | undefined;
  /** 32 bytes that nobody without our key can reckon from `text`. */
  derive(purpose: string, text: string): Buffer;
}

/** Half of SHA-256, as RFC 2104 allows. */
const signatureBytes = 16;

/** A sealer with `key` (32 bytes, for the site alone). */
export function createSealer(key: Uint8Array): Sealer {
  const derive = (purpose: string, text: string): Buffer =>
    createHmac("sha256", key).update(`${purpose}\0${text}`).digest();
  const signature = (purpose: string, text: string): Buffer => derive(purpose, text).subarray(0, signatureBytes);
  return {
    derive,
    seal: (purpose, text) => Buffer.concat([signature(purpose, text), Buffer.from(text, "utf8")]).toString("base64url"),
    open: (purpose, token) => {
      if (!/^[\w-]{24,1000}$/u.test(token)) return undefined;
      const bytes = Buffer.from(token, "base64url");
      const text = bytes.subarray(signatureBytes).toString("utf8");
      return timingSafeEqual(bytes.subarray(0, signatureBytes), signature(purpose, text)) ? text : undefined;
    },
  };
}
