import type { AntivirusProduct } from '../../../facts/antivirus.ts';
import type { SecurityProduct } from '../system.ts';

export type Protection = AntivirusProduct['realTime'];
export type Signatures = NonNullable<AntivirusProduct['signatures']>;

/** What Security Center holds of a product; `unknown` for a value that nobody has described. */
export interface ProductState {
  readonly realTime: Protection;
  readonly signatures: Signatures;
}

const realTimeNibble: Readonly<Record<number, Protection>> = {
  0: 'off',
  4096: 'on',
  8192: 'snoozed',
  12288: 'expired',
};
const signatureNibble: Readonly<Record<number, Signatures>> = { 0: 'current', 16: 'outdated' };

/**
 * STATE of Security Center\Provider\Av, the productState of WMI's AntiVirusProduct. Microsoft documents neither; the
 * fields are told by equality: a test of the bit 0x1000 would count an expired product as on.
 */
export function decodeProductState(state: number): ProductState {
  return {
    realTime: realTimeNibble[state & 0xf000] ?? 'unknown',
    signatures: signatureNibble[state & 0xf0] ?? 'unknown',
  };
}

/** WSC_SECURITY_PRODUCT_STATE and WSC_SECURITY_SIGNATURE_STATUS (iwscapi.h), by their numbers. */
const states: readonly Protection[] = ['on', 'off', 'snoozed', 'expired'];
const signatureStates: readonly Signatures[] = ['outdated', 'current'];

/** What IWscProduct answers. */
export function decodeSecurityProduct({ state, signatureStatus }: SecurityProduct): ProductState {
  return {
    realTime: states[state] ?? 'unknown',
    signatures: signatureStates[signatureStatus] ?? 'unknown',
  };
}
