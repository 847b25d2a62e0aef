import BareXhr from "xhr2";

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
