import { known, type Reading } from '../facts/fact.ts';
import type { FactValue } from '../facts/registry.ts';
import type { Probe } from '../probes/probe.ts';
import {
  decodeHistory,
  emptyHistory,
  type MediaHistory,
  resumed,
  withHistory,
  withLook,
  withWritten,
} from './media-history.ts';
import type { ObservationStore } from './observer.ts';

export interface MediaObserverDeps {
  /** Looks at what is in the computer now; some systems keep what was. */
  readonly probe: Probe<'removable-media'>;
  readonly store: ObservationStore;
  readonly now: () => Date;
  /** Something went wrong, as one sentence. */
  onTrouble(sentence: string): void;
}

/** Milliseconds between two writings while nothing happens. */
const writeMs = 600_000;

/** Notes at each look what came and what went, and writes it down: the next start knows it. With the file it is forgotten. */
export function watchedMedia({ probe, store, now, onTrouble }: MediaObserverDeps): Probe<'removable-media'> {
  let history: MediaHistory | null = null;
  let written: MediaHistory | null = null;
  return { ...probe, read };

  async function read(signal: AbortSignal): Promise<Reading<FactValue<'removable-media'>>> {
    const reading = await probe.read(signal);
    const at = now().toISOString();
    if (written !== null && store.read() === null) history = written = null;
    history ??= historyAt(store, at);
    if (reading.state !== 'known') return reading;
    history = withLook(history, reading.value, at);
    await write(history);
    return known(withHistory(reading.value, history), reading.source);
  }

  /** What is new at once; that somebody still looks now and then. */
  async function write(next: MediaHistory): Promise<void> {
    if (written !== null && isSame(written, next)) return;
    try {
      await store.write(JSON.stringify(next));
      written = next;
    } catch (error) {
      onTrouble(`Which drives came and went could not be written down: ${sentenceOf(error)}`);
    }
  }
}

function isSame(one: MediaHistory, other: MediaHistory): boolean {
  const apart = Math.abs(Date.parse(one.lookedAt) - Date.parse(other.lookedAt));
  return apart < writeMs && JSON.stringify(one.media) === JSON.stringify(other.media);
}

function historyAt(store: ObservationStore, now: string): MediaHistory {
  try {
    const text = store.read();
    return text === null ? emptyHistory(now) : resumed(decodeHistory(text), now);
  } catch (error) {
    store.setAside(sentenceOf(error));
    return emptyHistory(now);
  }
}

/** Looks once, and reads what the running agent has noted; writes nothing. */
export function mediaNotedBefore({
  probe,
  store,
  now,
}: Pick<MediaObserverDeps, 'probe' | 'now'> & {
  readonly store: Pick<ObservationStore, 'read'>;
}): Probe<'removable-media'> {
  return {
    ...probe,
    read: async (signal) => {
      const reading = await probe.read(signal);
      const text = store.read();
      if (reading.state !== 'known' || text === null) return reading;
      try {
        const value = withWritten(reading.value, decodeHistory(text), now().toISOString());
        return known(value, reading.source);
      } catch {
        // It is the running agent's to say that its file makes no sense.
        return reading;
      }
    },
  };
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
