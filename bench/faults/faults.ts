import { besideFaults } from "./beside-faults.ts";
import { databaseFaults } from "./database-faults.ts";
import { deliveryFaults } from "./delivery-faults.ts";
import { processFaults } from "./process-faults.ts";
import { providerFaults } from "./provider-faults.ts";
import type { Fault } from "./stage.ts";

/** Every fault of the list in quality.md that concerns messages, in its order. */
export const faults: readonly Fault[] = [
  ...processFaults,
  ...databaseFaults,
  ...deliveryFaults,
  ...providerFaults,
  ...besideFaults,
].toSorted((a, b) => a.number - b.number);
