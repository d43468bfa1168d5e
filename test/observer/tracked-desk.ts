import {
  nothingSeen,
  type Observation,
  observe,
  openSpell,
  restored,
  type Spell,
  type Tracker,
} from '../../src/observer/spells.ts';
import type { Instant } from '../../src/probes/presence.ts';

export const minute = 60;
/** Seconds by which a counter of idle time may be off. */
export const slack = 1.5;

/** A computer with somebody in front of it, told to the tracker as a system would tell it. */
export class Desk {
  awake = 1000;
  asleep = 0;
  boot = 'first';
  wall = Date.parse('2026-11-24T09:00:00Z');
  touched = 1000;
  locked: boolean | null = false;
  presenting = false;
  tellsSleep = true;
  tracker: Tracker = nothingSeen;
  readonly ended: Spell[] = [];

  at(): Instant {
    const { awake, asleep, boot, wall, tellsSleep } = this;
    return { awake, asleep: tellsSleep ? asleep : null, boot: tellsSleep ? boot : null, wall };
  }

  pass(seconds: number): this {
    this.awake += seconds;
    this.wall += seconds * 1000;
    return this;
  }

  touch(): this {
    this.touched = this.awake;
    return this;
  }

  unlock(): this {
    this.locked = false;
    return this.touch();
  }

  present(on: boolean): this {
    this.presenting = on;
    return this;
  }

  /** A system that tells of it does so when the screen locks, not when it is locked already. */
  lock(told: boolean): this {
    const locks = this.locked !== true;
    this.locked = true;
    return told && locks ? this.look(true) : this;
  }

  /** Sleeps; the clock of a system that does not tell goes on meanwhile. */
  sleep(seconds: number, told: boolean): this {
    if (told) this.tell({ kind: 'suspending', at: this.at() });
    this.wall += seconds * 1000;
    this.asleep += seconds;
    if (!this.tellsSleep) this.awake += seconds;
    if (told) this.tell({ kind: 'resumed', at: this.at() });
    return this;
  }

  setClock(seconds: number): this {
    this.wall += seconds * 1000;
    return this;
  }

  /** The agent ends and starts again, with what it wrote down. */
  restart(): this {
    this.tracker = restored(JSON.parse(JSON.stringify(this.tracker)) as Tracker);
    return this;
  }

  reboot(): this {
    this.boot += '+';
    this.awake = 20;
    this.asleep = 0;
    return this.touch().restart();
  }

  look(justLocked = false): this {
    const { locked, presenting } = this;
    const idle = Math.max(0, this.awake - this.touched);
    return this.tell({ kind: 'look', at: this.at(), idle, locked, presenting, source: 'test', justLocked });
  }

  tell(event: Observation): this {
    const { tracker, ended } = observe(this.tracker, event);
    this.tracker = tracker;
    if (ended !== null) this.ended.push(ended);
    return this;
  }

  /** Nobody touches anything, and the observer looks every two minutes. */
  watch(seconds: number): this {
    for (let left = seconds; left > 0; left -= 2 * minute) this.pass(Math.min(left, 2 * minute)).look();
    return this;
  }

  /** The spell that goes on. */
  open(): Spell | null {
    return openSpell(this.tracker);
  }

  longest(): number {
    return Math.max(...[...this.ended, this.open()].map((spell) => spell?.seconds ?? 0));
  }
}
