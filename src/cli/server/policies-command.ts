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
    if (!(await storage.rollOutPolicy(version, percent))) return fail(program, 'no-policy', { version });
    program.print(program.words.t('cli:server.policy.rolled-out', { version, percent }));
    return 0;
  });
}

function printPolicy({ print, words }: Program, policy: PublishedPolicy): void {
  const { version, publishedAt, percent, department, devices, halted } = policy;
  const key = department === null ? 'line' : 'line-department';
  const at = new Date(publishedAt).toISOString();
  print(words.t(`cli:server.policy.${key}`, { version, at, percent, department, devices }));
  if (halted !== null) print(words.t('cli:server.policy.halted', { version, ...JSON.parse(halted) }));
}

function asJson({ publishedAt, halted, ...policy }: PublishedPolicy) {
  return {
    ...policy,
    publishedAt: new Date(publishedAt).toISOString(),
    halted: halted === null ? null : JSON.parse(halted),
  };
}
