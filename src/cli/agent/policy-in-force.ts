import type { Log } from '../../agent/log.ts';
import { PolicyStore } from '../../agent/policy/policy-store.ts';
import { defaultPolicy, type Policy } from '../../policy/policy.ts';
import type { Program } from './program.ts';

/** What the agent in this folder judges by: what IT signed, else what came along. */
export function policyInForce({ folder, settings }: Program, log: Log): Policy {
  const store = new PolicyStore({ folder, log, builtIn: defaultPolicy() });
  store.follow(settings.get('enrolment'));
  return store.policy;
}
