import { type Reading, unknown } from '../facts/fact.ts';
import type { FactValue } from '../facts/registry.ts';
import type { Instant, Look, Presence, PresenceEvent } from '../probes/presence.ts';
import type { Probe } from '../probes/probe.ts';
import { untilNextLook } from './next-look.ts';
import { decodeRecord, emptyRecord, type ObserverRecord, readingOf, sightOf, withSpell } from './record.ts';
import { type Observation, observe, openSpell, restored } from './spells.ts';
import { passedBy, soonest, type Thresholds } from './thresholds.ts';

export type { Thresholds } from './thresholds.ts';

/** Where the observer writes down what it knows. */
export interface ObservationStore {
  /** @returns what was written last; null where there is nothing. */
  read(): string | null;
  write(text: string): Promise<void>;
  /** What was read is not what was written: keeps it for whoever wants to know why. */
  setAside(why: string): void;
}

export interface ObserverDeps {
  readonly presence: Presence;
  isPresenting(): Promise<boolean>;
  /** What the policy in force wants noted; null: nothing, and then nobody looks. */
  thresholds(): Thresholds | null;
  readonly store: ObservationStore;
  /** There is something that a rule may judge otherwise now. */
  onChange(): void;
  /** Something went wrong, as one sentence. */
  onTrouble(sentence: string): void;
  readonly timers?: Timers;
}

export interface Timers {
  set(run: () => void, milliseconds: number): unknown;
  clear(timer: unknown): void;
}

/** Watches whether somebody is there, for as long as it runs. */
export interface Observer {
  /** Its answer waits for the first look, so that a start does not make a change of its own. */
  readonly probe: Probe<'unattended'>;
  /** Begins with what is written down, after a stop too. Does nothing while it runs. */
  start(): void;
  /** Writes down what is known. Does nothing where it does not run. */
  stop(): Promise<void>;
}

export function createObserver(deps: ObserverDeps): Observer {
  return new RunningObserver(deps);
}

/** What another program's observer wrote down, for one that only looks once. */
export function writtenObservations(
  deps: Pick<ObserverDeps, 'thresholds'> & { readonly store: Pick<ObservationStore, 'read'> },
): Probe<'unattended'> {
  return {
    fact: 'unattended',
    budgetMs,
    read: async () => {
      const text = deps.store.read();
      if (text === null) return unknown('not-observed-yet');
      try {
        return readingNow(decodeRecord(text), deps.thresholds(), Date.now());
      } catch (error) {
        return unknown('unparsable', undefined, sentenceOf(error));
      }
    },
  };
}

/** Milliseconds for one look, and for the probe that waits for it. */
const [lookMs, budgetMs] = [2000, 4000];
/** Milliseconds between two writings while nothing happens. */
const writeMs = 600_000;
/** Milliseconds until the policy is asked again whether to look. */
const idlePolicyMs = 300_000;

const ownTimers: Timers = {
  // Nothing that anyone waits for: it must not keep the program running.
  set: (run, milliseconds) => setTimeout(run, milliseconds).unref(),
  clear: (timer) => clearTimeout(timer as NodeJS.Timeout | undefined),
};

function readingNow(
  record: ObserverRecord | null,
  thresholds: Thresholds | null,
  now: number,
): Reading<FactValue<'unattended'>> {
  if (record === null || thresholds === null) return unknown('not-observed-yet');
  return readingOf(record, thresholds, now);
}

class RunningObserver implements Observer {
  readonly probe: Probe<'unattended'>;
  readonly #deps: ObserverDeps;
  readonly #timers: Timers;
  #record: ObserverRecord | null = null;
  #looking: Promise<void> | null = null;
  #again: { justLocked: boolean } | null = null;
  #failures = 0;
  #writtenAt = Number.NEGATIVE_INFINITY;
  #told = '';
  #timer: unknown;
  #stopWatching: () => void = () => undefined;
  #stopped = true;
  #firstLook: () => void = () => undefined;
  #looked: Promise<void> = this.#untilFirstLook();

  constructor(deps: ObserverDeps) {
    this.#deps = deps;
    this.#timers = deps.timers ?? ownTimers;
    this.probe = {
      fact: 'unattended',
      budgetMs,
      read: async () => {
        if (deps.thresholds() !== null) await this.#looked;
        // What is being watched is never stale, whatever the clock was set to since.
        return readingNow(this.#record, deps.thresholds(), this.#record?.lookedAt ?? 0);
      },
    };
  }

  start(): void {
    if (!this.#stopped) return;
    const { presence } = this.#deps;
    this.#stopped = false;
    this.#told = '';
    this.#looked = this.#untilFirstLook();
    this.#record = this.#read();
    this.#stopWatching = presence.watch((event) => this.#hear(event));
    this.#look();
  }

  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#stopWatching();
    this.#timers.clear(this.#timer);
    await this.#looking;
    if (this.#record?.lookedAt != null) await this.#write();
  }

  /** Who waited already waits for this one. */
  #untilFirstLook(): Promise<void> {
    const tellEarlier = this.#firstLook;
    return new Promise((resolve) => {
      this.#firstLook = () => {
        tellEarlier();
        resolve();
      };
    });
  }

  #read(): ObserverRecord {
    const { store, presence } = this.#deps;
    const { wall } = presence.now();
    try {
      const text = store.read();
      if (text === null) return emptyRecord(wall);
      const record = decodeRecord(text);
      return { ...record, tracker: restored(record.tracker) };
    } catch (error) {
      store.setAside(sentenceOf(error));
      return emptyRecord(wall);
    }
  }

  #hear(event: PresenceEvent): void {
    const isSleep = event === 'suspending' || event === 'resumed';
    if (isSleep) this.#take({ kind: event, at: this.#deps.presence.now() });
    if (event !== 'suspending') this.#look(event === 'locked');
  }

  /** One look at a time: what is told meanwhile is looked at afterwards. */
  #look(justLocked = false): void {
    if (this.#stopped) return;
    if (this.#looking !== null) {
      this.#again = { justLocked: justLocked || (this.#again?.justLocked ?? false) };
      return;
    }
    this.#timers.clear(this.#timer);
    this.#looking = this.#lookOnce(justLocked)
      .catch((error: unknown) => {
        this.#deps.onTrouble(`Looking whether somebody is there went wrong: ${sentenceOf(error)}`);
        return idlePolicyMs;
      })
      .then((pause) => this.#rest(pause));
  }

  #rest(pause: number): void {
    this.#looking = null;
    this.#firstLook();
    const again = this.#again;
    this.#again = null;
    if (this.#stopped) return;
    if (again !== null) this.#look(again.justLocked);
    else this.#timer = this.#timers.set(() => this.#look(), pause);
  }

  /** @returns milliseconds until the next look. */
  async #lookOnce(justLocked: boolean): Promise<number> {
    const { presence, isPresenting, thresholds } = this.#deps;
    const limits = thresholds();
    if (limits === null) return idlePolicyMs;
    const look = await presence.look(AbortSignal.timeout(lookMs));
    // Whoever touched the computer a moment ago is there, presenting or not; the question can cost a child process.
    const isOpenAndIdle = look.state === 'seen' && look.locked !== true && look.idle >= soonest(limits);
    const presenting = isOpenAndIdle && (await isPresenting());
    this.#see(look, presenting, justLocked);
    this.#failures = look.state === 'seen' ? 0 : this.#failures + 1;
    await this.#tell(limits);
    return untilNextLook(look, limits, this.#failures - 1) * 1000;
  }

  #see(look: Look, presenting: boolean, justLocked: boolean): void {
    const lookedAt = this.#deps.presence.now().wall;
    if (this.#record !== null) this.#record = { ...this.#record, sight: sightOf(look), lookedAt };
    this.#take(observationOf(look, presenting, justLocked, this.#deps.presence.now()));
  }

  #take(event: Observation): void {
    if (this.#record === null) return;
    const { tracker, ended } = observe(this.#record.tracker, event);
    const limits = this.#deps.thresholds();
    const isNoted = ended !== null && limits !== null && passedBy(ended, limits) > 0;
    const spells = isNoted ? withSpell(this.#record.spells, ended, event.at.wall) : this.#record.spells;
    this.#record = { ...this.#record, tracker, spells };
  }

  /** Tells and writes what is new; what only grows longer is written now and then. */
  async #tell(limits: Thresholds): Promise<void> {
    if (this.#record === null) return;
    const { sight, spells, tracker, lookedAt } = this.#record;
    const open = openSpell(tracker);
    const passed = open === null ? 0 : passedBy(open, limits);
    const state = JSON.stringify([sight, spells, passed]);
    const isNew = state !== this.#told;
    const isFirst = this.#told === '';
    this.#told = state;
    if (isNew || Math.abs((lookedAt ?? 0) - this.#writtenAt) > writeMs) await this.#write();
    if (isNew && !isFirst) this.#deps.onChange();
  }

  async #write(): Promise<void> {
    const { store, onTrouble } = this.#deps;
    this.#writtenAt = this.#record?.lookedAt ?? 0;
    try {
      await store.write(JSON.stringify(this.#record));
    } catch (error) {
      onTrouble(`What was observed could not be written down: ${sentenceOf(error)}`);
    }
  }
}

/** What cannot be seen proves nothing: whatever spell there was ends where it was last seen. */
function observationOf(look: Look, presenting: boolean, justLocked: boolean, now: Instant): Observation {
  if (look.state !== 'seen') return { kind: 'resumed', at: now };
  const { at, idle, locked, source } = look;
  return { kind: 'look', at, idle, locked, presenting, source, justLocked };
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
