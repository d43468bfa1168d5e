import type { AntivirusProduct } from '../../../facts/antivirus.ts';
import { KeptAnswer } from '../../kept-answer.ts';
import type { LinuxSystem } from '../system.ts';

/** What Microsoft Defender says about itself; a field that it doesn't say is left as presence alone leaves it. */
export type DefenderHealth = Pick<AntivirusProduct, 'realTime' | 'signaturesAt'> & {
  readonly answered: boolean;
};

const silent: DefenderHealth = { realTime: 'unknown', signaturesAt: null, answered: false };
/** A child process of some hundred milliseconds: not in every scan. */
const keepMs = 10 * 60_000;

/** @returns a reader of `mdatp health`, which asks at most every ten minutes for one and the same daemon. */
export function defenderHealthReader(system: LinuxSystem) {
  const kept = new KeptAnswer<DefenderHealth>();
  return (pid: number, signal: AbortSignal): Promise<DefenderHealth> =>
    kept.get(String(pid), async () => {
      const args = ['health', '--output', 'json'];
      const result = await system.run('/usr/bin/mdatp', args, { signal, timeoutMs: 4000 });
      return { value: result.ok ? parseHealth(result.stdout) : silent, keepMs: signal.aborted ? 0 : keepMs };
    });
}

/** `mdatp health --output json`: fields are plain, or objects with `value`, depending on the version. */
export function parseHealth(output: string): DefenderHealth {
  let health: unknown;
  try {
    health = JSON.parse(output);
  } catch {
    return silent;
  }
  if (typeof health !== 'object' || health === null || Array.isArray(health)) return silent;
  const field = (name: string): unknown => {
    const value: unknown = Reflect.get(health, name);
    return typeof value === 'object' && value !== null ? Reflect.get(value, 'value') : value;
  };
  const realTime = field('realTimeProtectionEnabled');
  return {
    realTime: typeof realTime === 'boolean' ? (realTime ? 'on' : 'off') : 'unknown',
    signaturesAt: instant(field('definitionsUpdated')),
    answered: true,
  };
}

/** Milliseconds since 1970, as number or as text. Dates in words are in a zone that is not said: not taken. */
function instant(value: unknown): string | null {
  const milliseconds = typeof value === 'string' && /^\d{13}$/.test(value) ? Number(value) : value;
  if (typeof milliseconds !== 'number' || milliseconds < 1e12 || milliseconds >= 1e13) return null;
  return new Date(milliseconds).toISOString();
}
