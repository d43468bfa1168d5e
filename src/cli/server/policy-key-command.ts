import { thumbprint } from '../../jws/device-key.ts';
import { movePolicyKey, readPolicyKey } from '../../server/policy/policy-key.ts';
import type { Command } from './arguments.ts';
import { type ExitCode, fail, type Program, withStorage } from './program.ts';

/** Which key signs policies, and where its private half is. */
export function policyKeyCommand(
  program: Program,
  { data, moveTo }: Extract<Command, { name: 'policy-key' }>,
): Promise<ExitCode> {
  const say = (key: string, values: Record<string, unknown>) =>
    program.print(program.words.t(`cli:server.policy.${key}`, values));
  return withStorage(program, data, async (storage) => {
    const key = await storage.findPolicyKey();
    if (key === null) return fail(program, 'no-address');
    if (moveTo !== null) {
      try {
        if (!movePolicyKey(data, moveTo)) return fail(program, 'no-policy-key');
      } catch (error) {
        const detail = error instanceof Error ? error.message : String(error);
        return fail(program, 'file', { file: moveTo, detail });
      }
      say('moved', { file: moveTo });
    }
    say('key', { key: thumbprint(key) });
    say(readPolicyKey(data) === null ? 'key-elsewhere' : 'key-here', { data });
    return 0;
  });
}
