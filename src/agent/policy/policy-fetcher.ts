import { type PolicyRequest, policyReply, policyRequestType } from '../../protocol/policy.ts';
import type { Endpoint } from '../endpoint.ts';
import { signCompact } from '../identity/jws.ts';
import type { Identity } from '../identity/opened-identity.ts';
import { describeError, type Log } from '../log.ts';
import type { PolicyStore } from './policy-store.ts';

export interface PolicyFetcherDeps {
  readonly policies: PolicyStore;
  readonly endpoint: Endpoint;
  readonly identity: Identity;
  readonly device: string;
  readonly log: Log;
  readonly now: () => Date;
  /** A policy came; taken: it is in force, else it was refused. */
  readonly onChange: (taken: boolean) => void;
}

/** Gets the policy that an acknowledgement told of. No report waits for it; what could not be had is told of again. */
export class PolicyFetcher {
  readonly #deps: PolicyFetcherDeps;
  #fetching = false;

  constructor(deps: PolicyFetcherDeps) {
    this.#deps = deps;
  }

  async fetch(version: number): Promise<void> {
    if (this.#fetching || !this.#deps.policies.wants(version)) return;
    this.#fetching = true;
    try {
      await this.#fetch(version);
    } catch (error) {
      this.#deps.log.warn(`Policy version ${version} could not be asked for: ${describeError(error)}`);
    } finally {
      this.#fetching = false;
    }
  }

  async #fetch(version: number): Promise<void> {
    const { policies, endpoint, identity, device, log, now, onChange } = this.#deps;
    const request: PolicyRequest = { v: 1, device, version };
    const header = { typ: policyRequestType, kid: device };
    const answer = await endpoint.post(
      '/api/v1/policy',
      await signCompact(identity, header, JSON.stringify(request)),
      policyReply,
    );
    if (answer.state === 'answered') onChange(await policies.take(answer.body.jws, version, now()));
    else log.warn(`Policy version ${version} could not be had now (${answer.state}).`);
  }
}
