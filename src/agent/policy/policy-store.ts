import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Policy } from '../../policy/policy.ts';
import type { HeldPolicy } from '../../protocol/policy.ts';
import {
  type PolicyRefusal,
  readSignedPolicy,
  type SignedPolicy,
} from '../../signed-policy/read-signed-policy.ts';
import { replaceFile } from '../files/durable-file.ts';
import { describeError, type Log } from '../log.ts';
import type { Enrolment } from '../settings.ts';

export const policyFileName = 'policy.json';
const stored = z.object({ jws: z.string() });

export interface PolicyStoreOptions {
  readonly folder: string;
  readonly log: Log;
  /** In force until IT gives another. */
  readonly builtIn: Policy;
}

/** The policy in force: the last good one that IT signed, else the one that the agent brought along. */
export class PolicyStore {
  readonly #options: PolicyStoreOptions;
  #pinned: Enrolment['policyKey'] = null;
  #kept: SignedPolicy | null = null;
  #refused: { readonly version: number; readonly reason: PolicyRefusal } | null = null;

  constructor(options: PolicyStoreOptions) {
    this.#options = options;
  }

  get policy(): Policy {
    return this.#kept?.policy ?? this.#options.builtIn;
  }

  /** What a report says of it. */
  get held(): HeldPolicy {
    const version = this.#kept?.policy.version ?? 0;
    return { version, ...(this.#refused !== null && { refused: this.#refused }) };
  }

  /** Takes up what lies on the disk, as far as the key of this enrolment signed it. Expired or not: it was in force. */
  follow(enrolment: Enrolment | null): void {
    this.#pinned = enrolment?.policyKey ?? null;
    this.#refused = null;
    this.#kept = this.#read();
  }

  /** Whether a version that the endpoint tells of is worth asking for. */
  wants(version: number): boolean {
    return this.#pinned !== null && version > this.held.version && version !== this.#refused?.version;
  }

  /**
   * @param asked the version that the endpoint told of: what is refused is refused under that name.
   * @returns whether it is in force now; else the last good one stays.
   */
  async take(jws: string, asked: number, now: Date): Promise<boolean> {
    if (this.#pinned === null) return false;
    const read = readSignedPolicy(jws, this.#pinned);
    if (!read.ok) return this.#refuse(asked, read.reason, read.detail);
    const { policy, expiresAt } = read.signed;
    if (policy.version <= this.held.version)
      return this.#refuse(asked, 'older', `It is version ${policy.version}.`);
    if (Date.parse(expiresAt) <= now.getTime()) return this.#refuse(asked, 'expired', expiresAt);
    await this.#keep(jws);
    this.#kept = read.signed;
    this.#refused = null;
    this.#options.log.info(`Policy version ${policy.version} is in force.`);
    return true;
  }

  #refuse(version: number, reason: PolicyRefusal, detail: string): false {
    this.#refused = { version, reason };
    this.#options.log.error(`Policy version ${version} was refused (${reason}). ${detail}`);
    return false;
  }

  /** Where it can't be kept it holds until the agent ends; it is then asked for again. */
  async #keep(jws: string): Promise<void> {
    const { folder, log } = this.#options;
    try {
      await replaceFile(join(folder, policyFileName), JSON.stringify({ jws }));
    } catch (error) {
      log.error(`The policy could not be kept: ${describeError(error)}`);
    }
  }

  #read(): SignedPolicy | null {
    const { folder, log } = this.#options;
    if (this.#pinned === null) return null;
    try {
      const { jws } = stored.parse(JSON.parse(readFileSync(join(folder, policyFileName), 'utf8')));
      const read = readSignedPolicy(jws, this.#pinned);
      if (read.ok) return read.signed;
      log.warn(`The policy on the disk is not used (${read.reason}); it is asked for again. ${read.detail}`);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
        log.warn(`The policy on the disk could not be read; it is asked for again: ${describeError(error)}`);
    }
    return null;
  }
}
