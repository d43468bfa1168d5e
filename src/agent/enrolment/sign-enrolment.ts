import type { DeviceDescription } from '../../probes/probe.ts';
import { enrolmentType, type Leave, leaveType } from '../../protocol/enrolment.ts';
import { signCompact } from '../identity/jws.ts';
import { keyBeside } from '../identity/key-beside.ts';
import type { Identity, OpenedIdentity } from '../identity/opened-identity.ts';
import { createIdentity, type KeyProtector, openIdentity, thumbprint } from '../identity.ts';
import { describeError } from '../log.ts';
import type { Enrolment } from '../settings.ts';

export interface SigningDeps {
  readonly folder: string;
  readonly keyProtector: KeyProtector;
  readonly description: DeviceDescription;
  /** This computer is to be a device of its own, with a key of its own; `was`: the one that it takes itself for until now. */
  readonly newKey?: { readonly was: Enrolment | null };
}

/** `key`: RFC 7638 thumbprint of the one that signed. */
export type SignedEnrolment =
  | { readonly ok: true; readonly jws: string; readonly key: string }
  | { readonly ok: false; readonly reason: 'key-unavailable'; readonly detail: string };

/**
 * The request to be taken in. The key of an earlier enrolment signs again: it stays the same device. A key of its own lies
 * beside that one until the enrolment is stored and `takeUpKey` is called.
 */
export async function signEnrolment(token: string, deps: SigningDeps): Promise<SignedEnrolment> {
  const opened = await usableIdentity(deps);
  if (!opened.ok) return { ok: false, reason: 'key-unavailable', detail: opened.detail };
  const { identity } = opened;
  try {
    const leaves = await leaveOf(deps, identity);
    const request = { v: 1, token, description: deps.description, ...(leaves && { leaves }) } as const;
    const header = { typ: enrolmentType, jwk: identity.publicJwk };
    const jws = await signCompact(identity, header, JSON.stringify(request));
    return { ok: true, jws, key: thumbprint(identity.publicJwk) };
  } catch (error) {
    return { ok: false, reason: 'key-unavailable', detail: describeError(error) };
  }
}

/** @returns undefined where it was no device, or where its old key can't be used here. */
async function leaveOf(
  { folder, keyProtector, newKey }: SigningDeps,
  identity: Identity,
): Promise<string | undefined> {
  if (newKey === undefined || newKey.was === null) return undefined;
  const old = await openIdentity(folder, keyProtector);
  if (!old.ok) return undefined;
  const { device } = newKey.was;
  const said: Leave = { v: 1, device, key: thumbprint(identity.publicJwk) };
  return signCompact(old.identity, { typ: leaveType, kid: device }, JSON.stringify(said));
}

/** A key that can't be read any more is of no use to anyone; a new one takes its place. */
async function usableIdentity({ folder, keyProtector, newKey }: SigningDeps): Promise<OpenedIdentity> {
  if (newKey !== undefined) return keyBeside(folder, keyProtector, 'own');
  const opened = await openIdentity(folder, keyProtector);
  if (opened.ok || opened.reason === 'protected-elsewhere') return opened;
  return createIdentity(folder, keyProtector);
}
