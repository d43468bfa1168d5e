import type { AntivirusProduct } from '../../../facts/antivirus.ts';
import type { ProductState, Protection, Signatures } from './product-state.ts';

/** What one place says of a product. `not listed`: the place has a list, and the product is not in it. */
export interface Claim {
  readonly source: string;
  readonly realTime: Protection | 'not listed';
  readonly signatures: Signatures;
}

export interface Agreed extends ProductState {
  readonly doubt?: AntivirusProduct['doubt'];
}

/** Worst first. */
const notOn = ['off', 'expired', 'snoozed'] as const;

/**
 * One statement out of several. Good news needs two places that agree and none that denies it; bad news needs one, and
 * none that says the opposite.
 * @param dated the date of the signatures is known, so that nobody's word on them is needed.
 */
export function agree(claims: readonly Claim[], dated: boolean): Agreed {
  const protection = claims.map((claim) => claim.realTime);
  const told = protection.filter((value) => value !== 'unknown');
  const on = told.filter((value) => value === 'on').length;
  const signatures = agreeOnSignatures(claims);
  if (on === 0)
    return {
      realTime: notOn.find((value) => protection.includes(value)) ?? 'unknown',
      signatures: signatures.signatures,
    };
  if (on < told.length)
    return { realTime: 'unknown', signatures: signatures.signatures, doubt: 'conflicting' };
  if (on === 1) return { realTime: 'unknown', signatures: signatures.signatures, doubt: 'single-source' };
  return { realTime: 'on', ...(dated ? { signatures: signatures.signatures } : signatures) };
}

function agreeOnSignatures(claims: readonly Claim[]): Omit<Agreed, 'realTime'> {
  const told = claims.map((claim) => claim.signatures).filter((value) => value !== 'unknown');
  const current = told.filter((value) => value === 'current').length;
  if (current === 0) return { signatures: told[0] ?? 'unknown' };
  if (current < told.length) return { signatures: 'unknown', doubt: 'conflicting' };
  if (current === 1) return { signatures: 'unknown', doubt: 'single-source' };
  return { signatures: 'current' };
}

/** Who said what, for an administrator. */
export function evidence(claims: readonly Claim[]): string {
  return claims
    .map(({ source, realTime, signatures }) =>
      signatures === 'unknown' ? `${source}: ${realTime}` : `${source}: ${realTime}, ${signatures}`,
    )
    .join('; ');
}
