import type { Command } from './arguments.ts';
import { findNamed } from './find-named.ts';
import { type ExitCode, fail, type Program, withStorage } from './program.ts';

/** A running endpoint holds to it from the next report on: it asks its database each time. */
export function revokeCommand(
  program: Program,
  { data, device: wanted, undo }: Extract<Command, { name: 'revoke' }>,
): Promise<ExitCode> {
  return withStorage(program, data, async (storage) => {
    const device = await findNamed(storage, wanted);
    if (device === null) return fail(program, 'no-device', { device: wanted });
    await storage.revokeDevice(device, undo ? null : Date.now());
    program.print(program.words.t(`cli:server.${undo ? 'welcome-again' : 'revoked'}`, { device: wanted }));
    return 0;
  });
}
