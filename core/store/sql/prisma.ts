import type { SqlDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import { ConcurrentChange, Fault } from "../../errors.ts";
import { Prisma, PrismaClient } from "../generated/client.ts";

/** Prisma over the store's own connections, with errors in the port's words. */
export function createPrisma(adapter: SqlDriverAdapterFactory) {
  return new PrismaClient({ adapter, errorFormat: "minimal" }).$extends({
    query: {
      $allOperations: async ({ args, query }) => {
        try {
          const answer: unknown = await query(args);
          return answer;
        } catch (error) {
          throw prismaFault(error);
        }
      },
    },
  });
}

export type StorePrisma = ReturnType<typeof createPrisma>;

/** Codes of Prisma: a unique key, a foreign key. */
const UNIQUE_VIOLATION = "P2002";
const FOREIGN_KEY_VIOLATION = "P2003";

function prismaFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === UNIQUE_VIOLATION)
    return new ConcurrentChange("a unique key", error);
  if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === FOREIGN_KEY_VIOLATION)
    return new Fault("store-reference", "the row points to another that is not there", error);
  if (error instanceof Prisma.PrismaClientValidationError)
    return new Fault("store-refused", "the store asked the database for something it does not know", error);
  return new Fault("store-unavailable", "the database does not answer", error);
}
