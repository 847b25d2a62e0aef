import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { QueryClient } from "@tanstack/react-query";
import { get } from "../../api/call.ts";
import type { MessagePage } from "../conversation-types.ts";
import { mergeMessages, noMessages } from "./merge-messages.ts";
import type { LoadedMessages } from "./merge-messages.ts";

/** Messages of one page upward: a few screens. */
const PAGE = 60;

/** Of those known, so many of the newest are read again with what is new: their deliveries and buttons may have moved. */
const AGAIN = 40;

/** Most that the server gives at once. */
const MOST = 500;

/** Files are fetched and cleaned within seconds of their message. */
const FILE_LOOK_MS = 2_000;

/** How the messages of a conversation are read: the newest at first, then whatever is new. */
export function messagesQuery(id: string) {
  const queryKey = ["conversation", id, "messages"] as const;
  return queryOptions({
    queryKey,
    queryFn: ({ client, signal }): Promise<LoadedMessages> => {
      const loaded = client.getQueryData<LoadedMessages>(queryKey);
      return loaded === undefined || loaded.rows.length === 0
        ? older(id, undefined, signal)
        : newer(id, loaded, client, signal);
    },
    refetchInterval: ({ state: { data } }) => (data !== undefined && isFetchingFiles(data) ? FILE_LOOK_MS : false),
  });
}

async function older(id: string, loaded: LoadedMessages | undefined, signal?: AbortSignal): Promise<LoadedMessages> {
  const before = loaded?.rows[0]?.seq ?? 999_999_999;
  const page = await get<MessagePage>(`/conversations/${id}/messages`, { before, limit: PAGE }, signal);
  return mergeMessages(loaded ?? noMessages, page);
}

async function newer(
  id: string,
  loaded: LoadedMessages,
  client: QueryClient,
  signal: AbortSignal,
): Promise<LoadedMessages> {
  const first = loaded.rows[0]?.seq ?? 1;
  let after = Math.max(first - 1, (loaded.rows.at(-1)?.seq ?? 0) - AGAIN);
  let merged = loaded;
  for (;;) {
    const page = await get<MessagePage>(`/conversations/${id}/messages`, { after, limit: MOST }, signal);
    merged = mergeMessages(merged, page);
    after = merged.rows.at(-1)?.seq ?? after;
    if (page.rows.length < MOST) break;
  }
  // Older ones may have been read meanwhile.
  const present = client.getQueryData<LoadedMessages>(messagesQuery(id).queryKey) ?? noMessages;
  return mergeMessages(present, { rows: merged.rows, files: Object.values(merged.files) });
}

function isFetchingFiles({ files }: LoadedMessages): boolean {
  return Object.values(files).some(({ state }) => state === "announced" || state === "fetching");
}

/** The messages of a conversation, the newest at first, and the way to read older ones. */
export function useMessages(id: string) {
  const client = useQueryClient();
  const { queryKey } = messagesQuery(id);
  const { data = noMessages, isPending, isError, refetch } = useQuery(messagesQuery(id));
  const { mutate, isPending: isReadingOlder } = useMutation({
    mutationFn: () => older(id, client.getQueryData<LoadedMessages>(queryKey)),
    onSuccess: (read) =>
      client.setQueryData<LoadedMessages>(queryKey, (present = noMessages) =>
        mergeMessages(present, { rows: read.rows, files: Object.values(read.files) }),
      ),
  });
  const hasOlder = (data.rows[0]?.seq ?? 1) > 1;
  return { ...data, isPending, isError, refetch, hasOlder, isReadingOlder, readOlder: () => mutate() };
}
