import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { FirstReport } from '../../protocol/key-rotation.ts';
import { rotationWishFileName } from '../identity/key-rotation.ts';
import { keepLastRotation } from '../identity/last-rotation.ts';
import type { Identity } from '../identity/opened-identity.ts';
import { rotationRequest } from '../identity/rotation-request.ts';
import { thumbprint } from '../identity.ts';
import type { Outbox } from '../outbox.ts';
import type { Enrolment } from '../settings.ts';
import type { ReportingDeps } from './reporting-deps.ts';
import { signAnew } from './sign-anew.ts';

export interface NewKeyDeps extends Pick<ReportingDeps, 'folder' | 'settings' | 'log' | 'now'> {
  /** The old key. */
  readonly identity: Identity | null;
  readonly outbox: Outbox;
}

/**
 * The endpoint has the new key: what waits of its reports was signed with the old one and taken by nobody, so it is signed
 * anew; then the enrolment names the new one. Where the disk takes neither, the endpoint's next answer begins it again.
 * @param from the first report that it signs; all that wait, if not given. @returns false where the disk did not take it.
 */
export async function useNewKey(
  next: Identity,
  from: FirstReport | undefined,
  enrolment: Enrolment,
  { folder, identity, outbox, settings, log, now }: NewKeyDeps,
): Promise<boolean> {
  const key = thumbprint(next.publicJwk);
  const { device } = enrolment;
  if (identity !== null && from !== undefined) {
    const request = await rotationRequest({ device, identity, next, ...from });
    await keepLastRotation(folder, { device, key, request }, log);
  }
  if (!(await outbox.replaceWaiting((waiting) => signAnew(waiting, next, from)))) return false;
  // A crash after the enrolment would find the wish, and fulfil it twice; before it, the key beside is wish enough.
  rmSync(join(folder, rotationWishFileName), { force: true });
  settings.set('enrolment', { ...enrolment, key, keySince: now().toISOString() });
  return true;
}
