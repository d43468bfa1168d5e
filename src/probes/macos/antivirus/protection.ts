import type { MacSystem } from '../system.ts';

type OnOff = 'on' | 'off' | 'unknown';

/** What keeps XProtect in force: system integrity protection, and Gatekeeper's assessments. */
export interface Protection {
  readonly integrity: OnOff;
  readonly gatekeeper: OnOff;
}

export async function readProtection(system: MacSystem, signal: AbortSignal): Promise<Protection> {
  const [integrity, gatekeeper] = await Promise.all([
    system.run('/usr/bin/csrutil', ['status'], { signal }),
    system.run('/usr/sbin/spctl', ['--status'], { signal, timeoutMs: 4000 }),
  ]);
  return {
    integrity: integrity.ok ? parseIntegrity(integrity.stdout) : 'unknown',
    gatekeeper: gatekeeper.ok ? parseGatekeeper(`${gatekeeper.stdout}\n${gatekeeper.stderr}`) : 'unknown',
  };
}

/** `System Integrity Protection status: enabled.`; `unknown (Custom Configuration)` where parts are off. */
export function parseIntegrity(output: string): OnOff {
  const status = /^System Integrity Protection status: (enabled|disabled)\b/m.exec(output)?.[1];
  if (status === undefined) return 'unknown';
  return status === 'enabled' ? 'on' : 'off';
}

/** spctl(8): `assessments enabled` or `assessments disabled`. */
export function parseGatekeeper(output: string): OnOff {
  const status = /^assessments (enabled|disabled)$/m.exec(output)?.[1];
  if (status === undefined) return 'unknown';
  return status === 'enabled' ? 'on' : 'off';
}
