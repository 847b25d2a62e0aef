import { isIPv6 } from "node:net";

/**
 * What tries are counted by: an IPv4 address, or the first 64 bits of an IPv6 one, because every household has that many
 * addresses to choose from.
 */
export function originOfAddress(ip: string): string {
  if (!isIPv6(ip)) return ip;
  const [left = "", right] = ip.replace(/%.*$/u, "").split("::");
  const head = left === "" ? [] : left.split(":");
  const tail = right === undefined || right === "" ? [] : right.split(":");
  const gap = right === undefined ? [] : Array<string>(Math.max(0, 8 - head.length - tail.length)).fill("0");
  const groups = [...head, ...gap, ...tail].slice(0, 4);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(":")}::/64`;
}
