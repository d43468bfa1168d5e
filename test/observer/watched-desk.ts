import type { ObservationStore, Observer, Thresholds } from '../../src/observer/observer.ts';
import { createObserver } from '../../src/observer/observer.ts';
import type { Instant, Look, Presence, PresenceEvent } from '../../src/probes/presence.ts';
import { handTimers } from '../agent/hand-timers.ts';

/** Five minutes and ten seconds, half an hour; each with two minutes of tolerance. */
export const thresholds: Thresholds = { unlockedSeconds: 430, awakeSeconds: 1920 };

/** A file in memory. */
export class MemoryStore implements ObservationStore {
  text: string | null = null;
  writes = 0;
  aside: string | null = null;
  broken = false;

  read(): string | null {
    return this.text;
  }

  async write(text: string): Promise<void> {
    if (this.broken) throw new Error('disk full');
    this.writes += 1;
    this.text = text;
  }

  setAside(why: string): void {
    this.aside = why;
    this.text = null;
  }
}

/** A desk whose person, clock and screen a test moves, with the real observer looking at it. */
export class WatchedDesk implements Presence {
  awake = 5000;
  asleep = 0;
  boot: string | null = 'one';
  wall = Date.parse('2026-11-24T09:00:00Z');
  touched = 5000;
  locked: boolean | null = false;
  presenting = false;
  /** What a look says instead, while it is set. */
  instead: Look | null = null;
  looks = 0;
  questions = 0;
  wanted: Thresholds | null = thresholds;
  store = new MemoryStore();
  readonly changes: number[] = [];
  readonly troubles: string[] = [];
  observer = this.#create();
  #timers = handTimers();
  #told: (event: PresenceEvent) => void = () => undefined;

  now(): Instant {
    const { awake, asleep, boot, wall } = this;
    return { awake, asleep: boot === null ? null : asleep, boot, wall };
  }

  async look(): Promise<Look> {
    this.looks += 1;
    if (this.instead !== null) return this.instead;
    return {
      state: 'seen',
      at: this.now(),
      idle: this.awake - this.touched,
      locked: this.locked,
      source: 'a desk',
    };
  }

  watch(onEvent: (event: PresenceEvent) => void): () => void {
    this.#told = onEvent;
    return () => {
      this.#told = () => undefined;
    };
  }

  async start(): Promise<this> {
    this.observer.start();
    await settle();
    return this;
  }

  /** Time passes, and the observer looks as often as it wants to. */
  async pass(seconds: number): Promise<this> {
    for (let left = seconds; left > 0; ) {
      const next = Math.min(left, (this.#timers.next() ?? left * 1000) / 1000);
      this.#elapse(next);
      left -= next;
      this.#timers.advance(next * 1000);
      await settle();
    }
    return this;
  }

  touch(): this {
    this.touched = this.awake;
    return this;
  }

  async tell(event: PresenceEvent): Promise<this> {
    this.#told(event);
    await settle();
    return this;
  }

  async sleep(seconds: number): Promise<this> {
    await this.tell('suspending');
    this.wall += seconds * 1000;
    this.asleep += seconds;
    return this.tell('resumed');
  }

  /** Another run of the agent, `seconds` later. */
  async again(seconds: number): Promise<this> {
    this.#timers = handTimers();
    this.observer = this.#create();
    this.#elapse(seconds);
    return this.start();
  }

  read() {
    return this.observer.probe.read(new AbortController().signal);
  }

  async spells() {
    const reading = await this.read();
    if (reading.state !== 'known') throw new Error(`${reading.state}: ${reading.reason}`);
    return reading.value.spells;
  }

  #elapse(seconds: number): void {
    this.awake += seconds;
    this.wall += seconds * 1000;
  }

  #create(): Observer {
    return createObserver({
      presence: this,
      isPresenting: async () => {
        this.questions += 1;
        return this.presenting;
      },
      thresholds: () => this.wanted,
      store: {
        read: () => this.store.read(),
        write: (text) => this.store.write(text),
        setAside: (why) => this.store.setAside(why),
      },
      onChange: () => this.changes.push(this.awake),
      onTrouble: (sentence) => this.troubles.push(sentence),
      timers: {
        set: (run, milliseconds) => this.#timers.set(run, milliseconds),
        clear: (timer) => this.#timers.clear(timer),
      },
    });
  }
}

/** Nothing here waits for anything outside of this process: a turn of the loop ends all that was begun. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate);
}
