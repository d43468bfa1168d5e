import type { Sign } from './status-icon.tsx';

const signs: Readonly<Record<string, Sign>> = {
  compliant: 'pass',
  'not-compliant': 'fail',
  unknown: 'unknown',
};

/** @returns the sign for a device's standing. A standing that this version doesn't know is nothing that it can tell. */
export function standingSign(standing: string): Sign {
  return signs[standing] ?? 'unknown';
}
