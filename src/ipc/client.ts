import { channelOf, eventNames, requestNames } from './channels.ts';
import { failed, type Outcome } from './outcome.ts';
import type { Client } from './schema.ts';

/** The two things a client needs of its wire; Electron's in the preload script, a stand-in in tests. */
export interface Wire {
  invoke(channel: string, payload: unknown): Promise<unknown>;
  /** @returns a function that stops listening. */
  listen(channel: string, listener: (payload: unknown) => void): () => void;
}

/** The whole client, derived from the names: nothing else reaches the wire. */
export function createClient(wire: Wire): Client {
  const calls = requestNames.map((name) => [
    name,
    (payload?: unknown) => wire.invoke(channelOf(name), payload).catch(wireBroke),
  ]);
  const on = (event: string, listener: (payload: unknown) => void) => {
    const known = eventNames.find((name) => name === event);
    return known === undefined ? () => {} : wire.listen(channelOf(known), listener);
  };
  return { ...Object.fromEntries(calls), on } as Client;
}

function wireBroke(error: unknown): Outcome<never> {
  return failed('failed', error instanceof Error ? error.message : String(error));
}
