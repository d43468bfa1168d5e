import { replaceFile } from '../../agent/files/durable-file.ts';
import { formatEnrolmentString } from '../../protocol/enrolment.ts';
import { formatEnrolmentFile } from '../../protocol/enrolment-file.ts';
import { tokenRequest } from '../../protocol/token.ts';
import { ensureBundleKeys } from '../../server/bundle/bundle-keys.ts';
import { makeToken } from '../../server/people/make-token.ts';
import type { Storage } from '../../server/storage/storage.ts';
import type { Command } from './arguments.ts';
import { type ExitCode, fail, type Program, withStorage } from './program.ts';

/** Prints the enrolment string and nothing else, so that a program can read it; or writes the file for a machine without a network. */
export function tokenCommand(
  program: Program,
  { data, file, profile, department, uses, days }: Extract<Command, { name: 'token' }>,
): Promise<ExitCode> {
  return withStorage(program, data, async (storage) => {
    const request = tokenRequest.safeParse({ profile, department, uses, days });
    if (!request.success)
      return fail(program, request.error.issues[0]?.path[0] === 'profile' ? 'profile' : 'token');
    const address = await storage.findAddress();
    if (address === null) return fail(program, 'no-address');
    const { token } = await makeToken(storage, request.data, '', Date.now());
    const enrolment = formatEnrolmentString(address.host, address.port, token, address.pin);
    if (file !== null) return writeFile(program, storage, { data, file, enrolment, days });
    program.print(enrolment);
    return 0;
  });
}

async function writeFile(
  program: Program,
  storage: Storage,
  { data, file, enrolment, days }: Readonly<Record<'data' | 'file' | 'enrolment', string>> & { days: number },
): Promise<ExitCode> {
  await ensureBundleKeys(data, storage);
  const keys = await storage.findBundleKeys();
  if (keys === null) return fail(program, 'no-bundle-keys', { data });
  try {
    await replaceFile(file, formatEnrolmentFile(enrolment, keys));
  } catch (error) {
    return fail(program, 'file', { file, detail: error instanceof Error ? error.message : String(error) });
  }
  program.print(program.words.t('cli:server.token-file', { file, days }));
  return 0;
}
