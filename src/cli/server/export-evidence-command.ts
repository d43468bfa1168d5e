import { writeFileSync } from 'node:fs';
import { type EvidenceLine, writeEvidence } from '../../evidence/evidence-file.ts';
import { readJws, readPayload } from '../../jws/compact-jws.ts';
import { reportEnvelope } from '../../protocol/report.ts';
import { toSignOffRow } from '../../server/fleet/sign-off-view.ts';
import type { Storage } from '../../server/storage/storage.ts';
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
    const jwk = device === null ? null : await storage.findDeviceKey(device);
    if (device === null || jwk === null) return fail(program, 'no-device', { device: wanted });
    const lines = await linesOf(storage, device);
    const signOffs = (await storage.listSignOffs(device)).map(toSignOffRow);
    const keys = [{ fromEpoch: 1, jwk }];
    const about = {
      device,
      exportedAt: new Date().toISOString(),
      keys,
      ...(signOffs.length > 0 && { signOffs }),
    };
    try {
      writeFileSync(file, writeEvidence(about, lines), { mode: 0o600 });
    } catch (error) {
      return fail(program, 'file', { file, detail: error instanceof Error ? error.message : String(error) });
    }
    program.printError(program.words.t('cli:server.exported', { count: lines.length, file }));
    return 0;
  });
}

/** In the order of their numbers; what was refused stands after what is held. */
async function linesOf(storage: Storage, device: string): Promise<EvidenceLine[]> {
  const held = (await storage.readReports(device)).map((report) => ({ ...report, refused: false }));
  const refused = (await storage.readConflicts(device)).map((conflict) => {
    const { epoch, sequence } = reportEnvelope.parse(readPayload(readJws(conflict.jws) ?? { payload: '' }));
    return { ...conflict, epoch, sequence, refused: true };
  });
  const all = refused.length === 0 ? held : [...held, ...refused];
  return all
    .sort((a, b) => a.epoch - b.epoch || a.sequence - b.sequence || Number(a.refused) - Number(b.refused))
    .map(({ receivedAt, jws, refused: isRefused }) => ({
      receivedAt: new Date(receivedAt).toISOString(),
      jws,
      ...(isRefused && { refused: 'sequence-conflict' as const }),
    }));
}
