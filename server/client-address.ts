import { BlockList, isIPv4, isIPv6 } from "node:net";

/** Says which address a request comes from. */
export type ClientAddress = (peer: string | undefined, forwardedFor: string | undefined) => string;

/**
 * The connection's own address, unless it is a trusted proxy's: then the right-most address of `X-Forwarded-For` that is no
 * trusted proxy's. What stands further left is the client's own claim, and is never believed.
 */
export function createClientAddress(trusted: readonly string[]): ClientAddress {
  const isTrusted = trustOf(trusted);
  return (peer, forwardedFor) => {
    const connection = plain(peer ?? "");
    if (!isTrusted(connection)) return connection;
    const told = (forwardedFor ?? "").split(",").map((part) => plain(part.trim()));
    let nearest = connection;
    for (const address of told.reverse()) {
      if (familyOf(address) === undefined) return nearest;
      nearest = address;
      if (!isTrusted(address)) return address;
    }
    return nearest;
  };
}

/** Says whether an address is this machine's own. */
export const isLoopbackAddress = trustOf(["loopback"]);

function trustOf(ranges: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const range of ranges.flatMap((one) => (one === "loopback" ? ["127.0.0.0/8", "::1"] : [one]))) {
    const [network = "", bits] = range.split("/");
    const family = familyOf(network) ?? "ipv4";
    if (bits === undefined) list.addAddress(network, family);
    else list.addSubnet(network, Number(bits), family);
  }
  return (address) => {
    const family = familyOf(address);
    return family !== undefined && list.check(address, family);
  };
}

function familyOf(address: string): "ipv4" | "ipv6" | undefined {
  if (isIPv4(address)) return "ipv4";
  return isIPv6(address) ? "ipv6" : undefined;
}

/** An IPv4 address in its IPv6 clothes (`::ffff:1.2.3.4`) is the same client. */
function plain(address: string): string {
  const bare = address.replace(/^\[([^\]]*)\](?::\d+)?$/u, "$1").replace(/^::ffff:(?=\d+\.)/iu, "");
  return /^\d+\.\d+\.\d+\.\d+:\d+$/u.test(bare) ? bare.replace(/:\d+$/u, "") : bare;
}
