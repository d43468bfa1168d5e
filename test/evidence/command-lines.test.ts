import { execFile } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openData } from '../../src/server/main.ts';
import { makeToken } from '../../src/server/people/make-token.ts';
import { bundle } from '../agent/bundle.ts';
import { temporaryFolder } from '../agent/temporary-folder.ts';
import { buildServer, type ServerProgram, startServer } from '../server/server-program.ts';
import { allPass, digestOf, TestDevice } from '../server/test-device.ts';

let server: ServerProgram;
beforeAll(async () => {
  server = await buildServer();
});
afterAll(() => server.remove());

function run(program: string, args: readonly string[], language = 'C') {
  const env = { ...process.env, DESKWARD_HOME: '/nowhere/at/all', LC_ALL: language };
  return new Promise<{ code: number; output: string }>((resolve) => {
    execFile(process.execPath, [program, ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), output: stdout + stderr }),
    );
  });
}

/** A device with forty reports at a real endpoint. */
async function reportedDevice(data: string): Promise<TestDevice> {
  const running = await startServer(server, data);
  const storage = openData(data);
  const wanted = { profile: 'standard', department: '', uses: 1, days: 1 } as const;
  const { token } = await makeToken(storage, wanted, '', Date.now());
  await storage.close();
  const post = async (path: string, body: string) => {
    const headers = { 'content-type': 'application/jose' };
    const reply = await fetch(`${running.address}/api/v1/${path}`, { method: 'POST', headers, body });
    return (await reply.json()) as { device: string };
  };
  const device = await TestDevice.create();
  device.device = (await post('enrolments', await device.enrolment(token, 'pc-audit'))).device;
  await post('reports', await device.assessment(allPass, undefined, 'pc-audit'));
  for (let index = 1; index < 40; index += 1)
    await post('reports', await device.heartbeat(digestOf(allPass)));
  await running.end('SIGTERM');
  return device;
}

test('what the endpoint exports, an auditor checks without it: whole, then with a gap, then no export at all', async () => {
  const [folder, tools] = [temporaryFolder(), temporaryFolder()];
  const data = join(folder, 'data');
  const deskward = await bundle('src/cli/deskward.ts', tools);
  const device = await reportedDevice(data);
  const file = join(folder, 'evidence.jsonl');
  const exported = await run(server.file, ['export-evidence', 'pc-audit', file, '--data', data]);
  expect([exported.code, exported.output]).toEqual([
    0,
    `40 reports written to ${file}. Check them with deskward verify.\n`,
  ]);

  const whole = await run(deskward, ['verify', file, '--key', device.thumbprint]);
  expect(whole.code, whole.output).toBe(0);
  expect(whole.output).toContain('Whole: 40 reports, each signed by this device, in order, none missing');
  expect(whole.output).toContain(`Key: ${device.thumbprint}`);
  const chinese = await run(deskward, ['verify', file], 'zh_CN.UTF-8');
  expect(chinese.output).toContain('完整无误：共 40 份报告');
  const otherKey = await run(deskward, ['verify', file, '--key', 'x'.repeat(43)]);
  expect([otherKey.code, otherKey.output.includes('not signed by the key')]).toEqual([1, true]);

  const lines = readFileSync(file, 'utf8').split('\n');
  const cut = join(folder, 'cut.jsonl');
  writeFileSync(cut, [...lines.slice(0, 5), ...lines.slice(8)].join('\n'));
  const gap = await run(deskward, ['verify', cut]);
  expect([gap.code, gap.output.includes('Missing: reports 5 to 7 of epoch 1.')]).toEqual([1, true]);
  const json = await run(deskward, ['verify', cut, '--json']);
  expect(JSON.parse(json.output)).toMatchObject({
    reports: 37,
    findings: [{ kind: 'missing', sequence: 5, through: 7 }],
  });

  const nothing = await run(deskward, ['verify', join(folder, 'nothing')]);
  expect([nothing.code, nothing.output.includes("can't be read")]).toEqual([2, true]);
  copyFileSync(deskward, join(folder, 'no-evidence'));
  expect((await run(deskward, ['verify', join(folder, 'no-evidence')])).code).toBe(2);
  expect((await run(deskward, ['verify'])).code).toBe(2);
  const unknown = await run(server.file, ['export-evidence', 'pc-other', file, '--data', data]);
  expect([unknown.code, unknown.output.includes('no device “pc-other”')]).toEqual([2, true]);
});
