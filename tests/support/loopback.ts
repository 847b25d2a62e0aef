/** Says whether a host name or address stays on this machine: 127.0.0.0/8, ::1 or `localhost`. */
export function isLoopback(host: string): boolean {
  const bare = host.toLowerCase().replace(/^\[|\]$/gu, "");
  if (bare === "localhost" || bare === "::1") return true;
  return /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/u.test(bare);
}

/**
 * The host that a call of `net.Socket.connect` is for, in any of its forms: `(options)`, `(port, host)`, `(path)`, and
 * the normalised pair that Node passes to itself. A Unix socket, and a call that names no host, are `localhost`.
 */
export function hostOfConnect(args: readonly unknown[]): string {
  const [first, second] = args;
  if (Array.isArray(first)) return hostOfConnect(first);
  if (typeof first === "object" && first !== null) return hostOfOptions(first);
  const isPort = Number.isInteger(Number(first));
  return isPort && typeof second === "string" ? second : "localhost";
}

function hostOfOptions(options: object): string {
  if (typeof Reflect.get(options, "path") === "string") return "localhost";
  const host: unknown = Reflect.get(options, "host");
  return typeof host === "string" ? host : "localhost";
}
