import { formatEnrolmentString } from '../../protocol/enrolment.ts';
import { tokenRequest } from '../../protocol/token.ts';
import { makeToken } from '../../server/people/make-token.ts';
import type { Command } from './arguments.ts';
import { type ExitCode, fail, type Program, withStorage } from './program.ts';

/** Prints the enrolment string and nothing else, so that a program can read it. */
export function tokenCommand(
  program: Program,
  { data, profile, department, uses, days }: Extract<Command, { name: 'token' }>,
): Promise<ExitCode> {
  return withStorage(program, data, async (storage) => {
    const request = tokenRequest.safeParse({ profile, department, uses, days });
    if (!request.success)
      return fail(program, request.error.issues[0]?.path[0] === 'profile' ? 'profile' : 'token');
    const address = await storage.findAddress();
    if (address === null) return fail(program, 'no-address');
    const { token } = await makeToken(storage, request.data, '', Date.now());
    program.print(formatEnrolmentString(address.host, address.port, token, address.pin));
    return 0;
  });
}
