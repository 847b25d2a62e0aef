/** What a line of the log may carry: ids, codes, counts and durations. Never words, names, numbers of people, passcodes or tokens. */
export type LogFacts = Readonly<Record<string, string | number | boolean | undefined>>;

/** Where operators are told what happens. `event` is a fixed phrase that can be searched for; whatever varies is a fact. */
export interface Log {
  debug(facts: LogFacts, event: string): void;
  info(facts: LogFacts, event: string): void;
  warn(facts: LogFacts, event: string): void;
  /** `fault` is told by its name, code, stack frames and causes; of its words only those of our own `Fault` are kept. */
  error(facts: LogFacts, event: string, fault?: unknown): void;
  fatal(facts: LogFacts, event: string, fault?: unknown): void;
  /** A log whose every line carries `facts` too. */
  with(facts: LogFacts): Log;
}

/** Writes nothing: for tools that tell a person directly. */
export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  fatal: () => undefined,
  with: () => silentLog,
};
