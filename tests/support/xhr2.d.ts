/** The part of `xhr2`, which has no types, that is built upon. */
declare module "xhr2" {
  class XMLHttpRequest {
    setRequestHeader(name: string, value: string): void;
    send(body?: unknown): void;
  }
  export { XMLHttpRequest as default };
}
