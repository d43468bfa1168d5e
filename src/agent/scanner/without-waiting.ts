import { type Reading, unknown } from '../../facts/fact.ts';
import type { FactName, FactValue } from '../../facts/registry.ts';
import type { Platform, Probe } from '../../probes/probe.ts';
import { describeError, type Log } from '../log.ts';
import { canonicalJson } from '../outbox/canonical-json.ts';
import { systemTimers, type Timers } from '../timers.ts';
import { lastReading } from './last-reading.ts';

/** Milliseconds that a scan gives a probe which may work for seconds. Where nothing has changed, it needs a few. */
const patienceMs = 100;

export interface WithoutWaitingDeps {
  readonly folder: string;
  readonly log: Log;
  readonly now: () => Date;
  /** Asks for a scan: a probe that was not waited for has something else to say. */
  readonly onAnswer: () => void;
  /** A probe that was not waited for has ended, and has written down what it had to say. */
  readonly onLate: () => void;
  readonly timers?: Timers;
}

type Answer = Reading<FactValue<FactName>>;

/** For an agent that stays: its scans wait for no probe that may work for seconds, and take what it said before. */
export function withoutWaiting(platform: Platform, deps: WithoutWaitingDeps): Platform {
  const probes = platform.probes.map((probe) => (probe.mayTakeSeconds ? unhurried(probe, deps) : probe));
  return { ...platform, probes };
}

function unhurried(probe: Probe, deps: WithoutWaitingDeps): Probe {
  const { folder, log, now, onAnswer, onLate, timers = systemTimers } = deps;
  const last = lastReading(folder, probe.fact, log);
  let running: Promise<Answer> | null = null;
  /** For which late answer a scan was last asked: one that comes late each time must not ask for ever. */
  let told = '';

  function hear(late: Answer, before: Answer): void {
    onLate();
    const text = canonicalJson(late);
    if (text === canonicalJson(before) || text === told) return;
    told = text;
    onAnswer();
  }

  async function work(places: readonly string[]): Promise<Answer> {
    const outOfTime = new AbortController();
    const timer = timers.set(() => outOfTime.abort(), probe.budgetMs);
    try {
      const answer = await probe.read(outOfTime.signal, places);
      last.keep(answer, now());
      return answer;
    } catch (error) {
      return unknown('failed', undefined, describeError(error));
    } finally {
      timers.clear(timer);
      running = null;
    }
  }

  return {
    ...probe,
    async read(_signal, places = []) {
      const before = last.get(now()) ?? unknown('being-read');
      running ??= work(places);
      const late = running;
      const answer = await within(patienceMs, late, timers);
      if (answer === null) void late.then((reading) => hear(reading, before));
      else told = '';
      return answer ?? before;
    },
  };
}

/** @returns null where it takes longer. */
function within<T>(ms: number, answer: Promise<T>, timers: Timers): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const timer = timers.set(() => resolve(null), ms);
    void answer.then(resolve, reject).finally(() => timers.clear(timer));
  });
}
