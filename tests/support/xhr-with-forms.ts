import { createRequire } from "node:module";

/** The part of `xhr2`, which has no types, that is built upon. */
interface Xhr {
  setRequestHeader(name: string, value: string): void;
  send(body?: unknown): void;
}

const BareXhr = createRequire(import.meta.url)("xhr2") as new () => Xhr;

/** A browser's XMLHttpRequest for Node, which can also send a `FormData`, as browsers' can. */
export class XhrWithForms extends BareXhr {
  override send(body?: unknown): void {
    if (!(body instanceof FormData)) {
      super.send(body);
      return;
    }
    const form = new Response(body);
    void form.arrayBuffer().then((bytes) => {
      this.setRequestHeader("content-type", form.headers.get("content-type") ?? "");
      super.send(new Uint8Array(bytes));
    });
  }
}
