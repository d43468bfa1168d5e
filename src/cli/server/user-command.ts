import { newPassword, userName } from '../../protocol/session.ts';
import { hashPassword } from '../../server/people/passwords.ts';
import { newSecret } from '../../server/people/secret.ts';
import type { Command } from './arguments.ts';
import { type ExitCode, fail, type Program, withStorage } from './program.ts';

/** @param input what came on standard input; empty where a password is to be made up. */
export function userCommand(
  program: Program,
  { data, user }: Extract<Command, { name: 'user' }>,
  input: string,
): Promise<ExitCode> {
  return withStorage(program, data, async (storage) => {
    const name = userName.safeParse(user);
    if (!name.success) return fail(program, 'user');
    // 96 bits are left of a secret's first sixteen characters: enough, and short enough to be typed.
    const madeUp = input === '' ? newSecret().slice(0, 16) : null;
    const password = newPassword.safeParse(madeUp ?? input);
    if (!password.success) return fail(program, 'password');
    await storage.saveUser({ name: name.data, passwordHash: await hashPassword(password.data) });
    if (madeUp !== null) program.print(program.words.t('cli:server.user.made-up', { password: madeUp }));
    program.printError(program.words.t('cli:server.user.saved', { name: name.data }));
    return 0;
  });
}
