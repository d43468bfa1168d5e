import type { PublishedPolicy } from '../../server/storage/stored-policy.ts';
import type { Command } from './arguments.ts';
import { type ExitCode, fail, type Program, withStorage } from './program.ts';

export function policiesCommand(
  program: Program,
  { data, json }: Extract<Command, { name: 'policies' }>,
): Promise<ExitCode> {
  return withStorage(program, data, async (storage) => {
    const policies = await storage.listPolicies();
    if (json) program.print(JSON.stringify(policies.map(asJson), null, 2));
    else if (policies.length === 0) program.print(program.words.t('cli:server.policy.none'));
    else for (const policy of policies) printPolicy(program, policy);
    return 0;
  });
}

export function rollOutCommand(
  program: Program,
  { data, version, percent }: Extract<Command, { name: 'roll-out' }>,
): Promise<ExitCode> {
  return withStorage(program, data, async (storage) => {
    const change = { version, percent, halted: false, seen: null, by: '', now: Date.now() };
    const outcome = await storage.changePolicy(change);
    if (outcome.state === 'refused') return fail(program, 'no-policy', { version });
    program.print(program.words.t('cli:server.policy.rolled-out', { version, percent }));
    return 0;
  });
}

function printPolicy({ print, words }: Program, policy: PublishedPolicy): void {
  const { version, publishedAt, percent, department, devices, halted } = policy;
  const key = department === null ? 'line' : 'line-department';
  const at = new Date(publishedAt).toISOString();
  print(words.t(`cli:server.policy.${key}`, { version, at, percent, department, devices }));
  if (halted === null) return;
  const why = 'by' in halted ? 'halted-by' : 'halted';
  print(words.t(`cli:server.policy.${why}`, { version, ...halted }));
}

function asJson({ publishedAt, jws: _signed, acts, ...policy }: PublishedPolicy) {
  return {
    ...policy,
    publishedAt: new Date(publishedAt).toISOString(),
    acts: acts.map((act) => ({ ...act, at: new Date(act.at).toISOString() })),
  };
}
