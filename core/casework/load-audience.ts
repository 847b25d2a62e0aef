import type { Complaint } from "../complaint/complaint.ts";
import { Fault } from "../errors.ts";
import type { Store } from "../store/store.ts";
import type { Audience } from "./add-change.ts";

/** The complaint's customer and all conversations through which that customer can be told. */
export async function loadAudience(
  store: Store,
  { id, customerId }: Pick<Complaint, "id" | "customerId">,
): Promise<Audience> {
  const [customer, conversations] = await Promise.all([
    store.conversations.customer(customerId),
    store.conversations.ofCustomer(customerId),
  ]);
  if (customer === undefined)
    throw new Fault("customer-missing", `complaint ${id} names a customer that does not exist`);
  return { customer, conversations };
}
