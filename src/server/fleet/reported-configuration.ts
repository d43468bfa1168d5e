import { sha256 } from '../../jws/sha256.ts';
import { readStoredPayload } from '../jws/stored-payload.ts';

/** What a device says that it is built of, and the name of exactly this: base64url SHA-256 of its JSON. */
export interface ReportedConfiguration {
  readonly value: Readonly<Record<string, unknown>>;
  readonly digest: string;
}

/** @param jws the assessment in force. @returns null where it does not tell. */
export function reportedConfiguration(jws: string | null): ReportedConfiguration | null {
  const payload = jws === null ? null : readStoredPayload(jws);
  if (payload?.kind !== 'assessment') return null;
  const { configuration: reading } = payload.assessment.facts;
  if (reading?.state !== 'known' || typeof reading.value !== 'object' || reading.value === null) return null;
  return { value: { ...reading.value }, digest: sha256(JSON.stringify(reading.value)) };
}
