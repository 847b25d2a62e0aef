import { z } from "zod";
import { SEEDED_NUMBER } from "./seed-complaints.ts";

const list = "/api/v1/complaints?limit=50";

/** What staff read, by a short name: each list of the desk, and one of the seeded complaints by its number. */
export const deskReads: readonly (readonly [name: string, path: string])[] = [
  ["desk: queue", `${list}&status=received,under_evaluation`],
  ["desk: closed", `${list}&status=closed`],
  ["desk: department", `${list}&status=received,under_evaluation&department=department3`],
  ["desk: category", `${list}&status=received,under_evaluation&category=category7`],
  ["desk: unassigned", `${list}&status=received,under_evaluation&evaluator=nobody`],
  ["desk: safety", `${list}&status=received,under_evaluation&safety=true`],
  ["desk: waiting for customer", `${list}&status=received,under_evaluation&waitingForCustomer=true`],
  ["desk: overdue", `${list}&status=received,under_evaluation&overdue=true`],
  ["desk: by number", `/api/v1/tracking-numbers/${SEEDED_NUMBER}`],
  ["desk: waiting conversations", "/api/v1/conversations/waiting?limit=50"],
  ["desk: alerts", "/api/v1/alerts?limit=50"],
];

/** Signs an administrator in; the bearer token. */
export async function signIn(port: number, email: string, password: string): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/api/v1/sign-in`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password, bearer: true }),
  });
  if (!response.ok) throw new Error(`signing in answered ${response.status}: ${await response.text()}`);
  return z.object({ token: z.string() }).parse(await response.json()).token;
}
