/** Where a server that listens on `host` and `port` is reached from its own machine. */
export function localUrl(host: string, port: number): string {
  return `http://${host.includes(":") ? `[${host}]` : host}:${String(port)}`;
}
