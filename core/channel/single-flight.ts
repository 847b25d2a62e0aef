/** Work that is under way once for each key, however often it is asked for. */
export interface SingleFlight<Key, Value> {
  /** The run that is under way, else a new one of `work`. */
  run(key: Key, work: () => Promise<Value>): Promise<Value>;
  /** The run that is under way; undefined where none is. */
  running(key: Key): Promise<Value> | undefined;
}

export function singleFlight<Key, Value>(): SingleFlight<Key, Value> {
  const flights = new Map<Key, Promise<Value>>();
  return {
    run: (key, work) => {
      const flying = flights.get(key);
      if (flying !== undefined) return flying;
      const flight = work().finally(() => flights.delete(key));
      flights.set(key, flight);
      return flight;
    },
    running: (key) => flights.get(key),
  };
}
