import { existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Policy } from '../../policy/policy.ts';
import { type FirstReport, rotationReply } from '../../protocol/key-rotation.ts';
import type { Endpoint } from '../endpoint.ts';
import { type KeyProtector, keyFileName, thumbprint } from '../identity.ts';
import { describeError, type Log } from '../log.ts';
import type { Outbox } from '../outbox.ts';
import type { Enrolment } from '../settings.ts';
import { keyBeside, keysBeside } from './key-beside.ts';
import { readLastRotation } from './last-rotation.ts';
import type { Identity } from './opened-identity.ts';
import { nextReport, rotationRequest } from './rotation-request.ts';

/** Somebody wants a new key now: `deskward rotate-key` leaves this file for the agent. */
export const rotationWishFileName = 'rotate-key';
const dayMs = 86_400_000;

export interface KeyRotationDeps {
  readonly folder: string;
  readonly keyProtector: KeyProtector;
  readonly endpoint: Endpoint;
  /** The key in use. */
  readonly identity: Identity;
  readonly enrolment: Enrolment;
  readonly outbox: Outbox;
  readonly policies: { readonly policy: Pick<Policy, 'keyDays'> };
  readonly log: Log;
  readonly now: () => Date;
  /** The endpoint has taken the new key: nothing may be sent under the old one any more. `from`: what the new one signs. */
  readonly onChanged: (next: Identity, from: FirstReport | undefined) => void;
}

/** The change of a device's key: the old one stays in use until the endpoint has acknowledged the new one. */
export class KeyRotation {
  readonly #deps: KeyRotationDeps;
  #notBefore = 0;
  #hasProven = false;

  constructor(deps: KeyRotationDeps) {
    this.#deps = deps;
  }

  /** A new key was made, and whether the endpoint has it is not known. */
  get isPending(): boolean {
    return existsSync(join(this.#deps.folder, keysBeside.next));
  }

  get isDue(): boolean {
    const { folder, policies, now } = this.#deps;
    if (now().getTime() < this.#notBefore) return false;
    if (this.isPending || existsSync(join(folder, rotationWishFileName))) return true;
    return this.#age() > policies.policy.keyDays * dayMs;
  }

  /** Makes a key that is due, where no network leads to the endpoint: what is exported then asks for it. */
  async prepare(): Promise<void> {
    const { folder, keyProtector, log } = this.#deps;
    if (!this.isDue || this.isPending) return;
    const made = await keyBeside(folder, keyProtector, 'next');
    if (!made.ok) log.warn(`The next key could not be made: ${made.detail}`);
  }

  /** Asks the endpoint, again with the same key after an answer that was lost. @returns whether it has the new key. */
  async ask(): Promise<boolean> {
    try {
      return await this.#ask();
    } catch (error) {
      this.#giveUp(describeError(error));
      return false;
    }
  }

  /** Tells an endpoint that was set back to a backup from before the last change once more of it. @returns whether it has this key now. */
  async prove(): Promise<boolean> {
    const { folder, endpoint, identity, enrolment, log } = this.#deps;
    const own = thumbprint(identity.publicJwk);
    const request = this.#hasProven ? null : readLastRotation(folder, enrolment.device, own);
    if (request === null) return false;
    this.#hasProven = true;
    const answer = await endpoint.post('/api/v1/key', request, rotationReply);
    if (answer.state !== 'answered' || answer.body.key !== own) return false;
    log.warn(
      'The endpoint knew an earlier key of this device, as after a restored backup, and has taken this one.',
    );
    return true;
  }

  async #ask(): Promise<boolean> {
    const { folder, keyProtector, endpoint, log, onChanged } = this.#deps;
    const opened = await keyBeside(folder, keyProtector, 'next');
    if (!opened.ok) {
      this.#giveUp(opened.detail);
      return false;
    }
    const answer = await endpoint.post('/api/v1/key', await this.#request(opened.identity), rotationReply);
    if (answer.state === 'answered' && answer.body.key === thumbprint(opened.identity.publicJwk)) {
      log.info(`The endpoint has the new key of this device: ${answer.body.key}`);
      onChanged(opened.identity, answer.body.from);
      return true;
    }
    if (answer.state === 'refused') this.#giveUp(`${answer.refusal.message} (${answer.refusal.error})`);
    return false;
  }

  async #request(next: Identity): Promise<string> {
    const { identity, enrolment, outbox } = this.#deps;
    const { device } = enrolment;
    const { epoch, sequence } = (await outbox.first()) ?? nextReport(outbox.head);
    return rotationRequest({ device, identity, next, epoch, sequence });
  }

  /** The key in use stays; tomorrow it may go better. */
  #giveUp(why: string): void {
    const { folder, log, now } = this.#deps;
    log.warn(`The key could not be changed; the old one stays in use: ${why}`);
    rmSync(join(folder, rotationWishFileName), { force: true });
    this.#notBefore = now().getTime() + dayMs;
  }

  /** Milliseconds. The first key is as old as its file; 0 where that does not tell. */
  #age(): number {
    const { folder, enrolment, now } = this.#deps;
    const file = statSync(join(folder, keyFileName), { throwIfNoEntry: false });
    const since = enrolment.keySince === null ? file?.mtimeMs : Date.parse(enrolment.keySince);
    return since === undefined ? 0 : now().getTime() - since;
  }
}
