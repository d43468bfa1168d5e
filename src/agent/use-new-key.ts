import { thumbprint } from './identity.ts';
import type { Identity } from './opened-identity.ts';
import type { Outbox } from './outbox.ts';
import type { ReportingDeps } from './reporting-deps.ts';
import type { Enrolment } from './settings.ts';
import { signAnew } from './sign-anew.ts';

/**
 * The endpoint has the new key: what waits was signed with the old one and has reached nobody, so it is signed anew; then
 * the enrolment names the new one. Where the disk takes neither, the endpoint's next refusal begins it again.
 */
export async function useNewKey(
  next: Identity,
  enrolment: Enrolment,
  { outbox, settings, now }: { readonly outbox: Outbox } & Pick<ReportingDeps, 'settings' | 'now'>,
): Promise<void> {
  const key = thumbprint(next.publicJwk);
  if (await outbox.replaceWaiting((waiting) => signAnew(waiting, next)))
    settings.set('enrolment', { ...enrolment, key, keySince: now().toISOString() });
}
