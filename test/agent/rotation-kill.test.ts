import { expect, test } from 'vitest';
import { enrolDevice } from '../../src/agent/enrolment.ts';
import { fileProtector, nameOfKey } from '../../src/agent/identity.ts';
import { openSettings } from '../../src/cli/agent/stored-settings.ts';
import { checkChain } from '../../src/evidence/check-chain.ts';
import { readEvidence, writeEvidence } from '../../src/evidence/evidence-file.ts';
import { evidenceOf } from '../../src/server/evidence/evidence-of.ts';
import { readStoredPayload } from '../../src/server/jws/stored-payload.ts';
import { Random } from '../chaos/random.ts';
import { ofWhole, testTime } from '../effort.ts';
import { bundle } from './bundle.ts';
import { keptLog } from './kept-log.ts';
import { runUntilKilled } from './killed-program.ts';
import { machine } from './machine.ts';
import { realEndpoint } from './real-endpoint.ts';
import { temporaryFolder } from './temporary-folder.ts';

test(
  'killed again and again while it changes its key: what was kept is there once, and each report fits the key of its number',
  async () => {
    const endpoint = await realEndpoint();
    const folder = temporaryFolder();
    const description = await machine().platform.describeDevice();
    const joined = await enrolDevice(await endpoint.newString(), {
      folder,
      keyProtector: fileProtector,
      description,
    });
    if (!joined.ok) throw new Error(joined.detail);
    const { device } = joined.enrolment;
    openSettings(folder, keptLog()).set('enrolment', joined.enrolment);
    const program = await bundle('test/agent/rotating-agent.ts', temporaryFolder());
    const said: string[] = [];
    const random = new Random();
    process.stdout.write(`seed ${random.seed}\n`);
    for (let life = 0; life < ofWhole(300, 15); life += 1) {
      const fate = { afterLines: random.between(1, 9), thenMs: random.next() * 30 };
      said.push(...(await runUntilKilled(program, [folder, String(life)], fate)));
    }
    said.push(...(await runUntilKilled(program, [folder, 'last'], { told: 'end\n' })));
    expect(said.filter((line) => line.startsWith('!'))).toEqual([]);
    expect(said).toContain('done');

    const evidence = await evidenceOf(endpoint.storage, device, Date.now());
    if (evidence === null) throw new Error('the endpoint lost the device');
    const { lines, kind: _kind, v: _v, ...about } = evidence;
    const read = readEvidence(writeEvidence(about, lines));
    if (!read.ok) throw new Error(read.detail);
    const chain = checkChain(read.evidence);
    expect(chain.findings).toEqual([]);
    expect(chain.keys.length).toBeGreaterThan(3);
    expect(chain.keys.at(-1)).toBe(nameOfKey(folder));
    const digests = (await endpoint.storage.readReports(device)).map(({ jws }) => {
      const payload = readStoredPayload(jws);
      return payload.kind === 'assessment' ? payload.assessment.digest : payload.digest;
    });
    const kept = said.filter((line) => line.startsWith('+ ')).map((line) => line.slice(2));
    const there = new Set(digests);
    expect(kept.filter((digest) => !there.has(digest))).toEqual([]);
    expect(await endpoint.storage.readConflicts(device)).toEqual([]);
    expect((await endpoint.storage.findDevice(device))?.secondHistories).toEqual([]);
  },
  10 * testTime,
);
