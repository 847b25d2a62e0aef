import type { Capabilities } from "../../core/channel/channel.ts";

const KIB = 1024;
const MIB = 1024 * KIB;

/**
 * What the web chat can show. Direct Line sets no number of suggested actions and no length of text; these are ours: more than a
 * dozen buttons do not fit a phone's screen, a longer label takes more than three lines of it, and no text of ours comes near the last.
 */
export const capabilities: Capabilities = {
  maxButtons: 12,
  maxButtonLabel: 100,
  maxListItems: 0,
  maxListLabel: 0,
  maxText: 20_000,
  maxFile: 20 * MIB,
  // Our own server hands out whatever staff can upload.
  sends: { pictures: 20 * MIB, others: 20 * MIB },
};

/** What is taken from a client at most. */
export const inputLimits = {
  /** Body of every call but an upload, in bytes. */
  body: 128 * KIB,
  /** UTF-16 units of one message. */
  text: 20_000,
  /** Body of one activity from Bot Framework's connector, whose own limit is 256 KB. */
  connectorBody: 256 * KIB,
  /** Files of one upload. */
  files: 10,
  /** Bytes of one upload, all files together: ten good photos from a phone. */
  upload: 64 * MIB,
  /** Bytes of a body that are still read, so that the client hears that it is too large. */
  uploadRead: 256 * MIB,
  /** Bytes of all uploads that are in memory at one time in this process; beyond it clients are asked to try again. */
  uploadsInMemory: 128 * MIB,
  /** UTF-16 units of a file's name. */
  fileName: 200,
  /** Bytes of one frame from a client; Direct Line's clients send only empty ones. */
  frame: 4 * KIB,
  /** Open sockets of one visitor. */
  sockets: 10,
} as const;

/** How long what we sign is good, in seconds. */
export const lifetimes = {
  /** A Direct Line token: 30 minutes, as in the protocol; its clients refresh after 15. */
  token: 30 * 60,
  /** A visitor's own token: 400 days, the longest that browsers keep a cookie; renewed with every token. */
  visitor: 400 * 24 * 3600,
  /** The ticket in a stream's address. */
  ticket: 60,
  /** A file's address is good for one to two of these; within one it stays the same, so that browsers keep the file. */
  file: 12 * 3600,
} as const;

/** How the stream behaves. */
export interface StreamPace {
  /** Milliseconds between looks at sockets that are behind. */
  readonly sweepMs: number;
  /** Milliseconds between empty frames, by which a client sees that the socket lives. */
  readonly pingMs: number;
  /** Bytes that a client may leave unread before it is disconnected. */
  readonly maxWaitingBytes: number;
  /** Activities in one frame or page. */
  readonly page: number;
  /** Reads of the log at one time. */
  readonly readers: number;
}

export const streamPace: StreamPace = { sweepMs: 2_000, pingMs: 20_000, maxWaitingBytes: MIB, page: 100, readers: 16 };

/** Calls allowed in a minute. An address may stand for many people behind one router, a visitor is one person. */
export interface ChatRates {
  readonly tokensPerAddress: number;
  readonly callsPerVisitor: number;
  readonly postsPerAddress: number;
  readonly postsPerVisitor: number;
  /** Polls: the quickest that `botframework-directlinejs` allows is one every 200 ms, in several tabs. */
  readonly pollsPerVisitor: number;
  /** Bot Framework's connector calls for everybody from a few addresses. */
  readonly connectorPerAddress: number;
}

/** The rates where one visitor may post `postsPerMinute` messages; the other rates of people keep their proportion to it. */
export function chatRates(postsPerMinute = 60): ChatRates {
  return {
    tokensPerAddress: 2 * postsPerMinute,
    callsPerVisitor: 2 * postsPerMinute,
    postsPerAddress: 10 * postsPerMinute,
    postsPerVisitor: postsPerMinute,
    pollsPerVisitor: 900,
    connectorPerAddress: 3_000,
  };
}
