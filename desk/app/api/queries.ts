import { QueryClient } from "@tanstack/react-query";
import { Problem } from "./call.ts";

/** Tries after the first, where the server could not be reached or stumbled. */
const RETRIES = 3;

/** What the desk has read, for all its pages: shown at once from memory, and read again when the live connection tells of news. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      gcTime: 30 * 60_000,
      retry: (failures, error) => failures < RETRIES && !isRefusal(error),
      retryDelay: (attempt) => Math.min(1_000 * 2 ** attempt, 10_000),
      refetchOnWindowFocus: false,
    },
    mutations: { retry: false },
  },
});

/** A refusal stays one however often it is asked. */
function isRefusal(error: unknown): boolean {
  return error instanceof Problem && error.status < 500;
}
