import { writeFileSync } from 'node:fs';
import { writeEvidence } from '../../evidence/evidence-file.ts';
import { evidenceOf } from '../../server/evidence/evidence-of.ts';
import type { Command } from './arguments.ts';
import { findNamed } from './find-named.ts';
import { type ExitCode, fail, type Program, withStorage } from './program.ts';

/** Everything that one device has signed, with its keys, in a file that needs no endpoint to be checked. */
export function exportEvidenceCommand(
  program: Program,
  { data, device: wanted, file }: Extract<Command, { name: 'export-evidence' }>,
): Promise<ExitCode> {
  return withStorage(program, data, async (storage) => {
    const device = await findNamed(storage, wanted);
    const evidence = device === null ? null : await evidenceOf(storage, device, Date.now());
    if (evidence === null) return fail(program, 'no-device', { device: wanted });
    const { lines, kind: _kind, v: _v, ...about } = evidence;
    try {
      writeFileSync(file, writeEvidence(about, lines), { mode: 0o600 });
    } catch (error) {
      return fail(program, 'file', { file, detail: error instanceof Error ? error.message : String(error) });
    }
    program.printError(program.words.t('cli:server.exported', { count: lines.length, file }));
    return 0;
  });
}
