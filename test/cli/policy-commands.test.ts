import { execFile } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../agent/temporary-folder.ts';
import { buildServer, type ServerProgram, startServer } from '../server/server-program.ts';
import { policyOf } from '../signed-policy/policies.ts';

let program: ServerProgram;
beforeAll(async () => {
  program = await buildServer();
});
afterAll(() => program.remove());

test('a policy is published with the key in the data folder; once that has been moved away, only what was signed where it is', async () => {
  const folder = temporaryFolder();
  const at = (name: string) => join(folder, name);
  const data = at('data');
  await (await startServer(program, data)).end('SIGTERM');
  const run = (...args: string[]) => {
    const env = { ...process.env, LC_ALL: 'C' };
    return new Promise<{ code: number; text: string }>((resolve) => {
      execFile(process.execPath, [program.file, ...args], { env }, (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : Number(error.code), text: stdout + stderr }),
      );
    });
  };
  const write = (name: string, value: unknown) => writeFileSync(at(name), JSON.stringify(value));
  const on = ['--data', data] as const;
  expect(await run('policies', ...on)).toMatchObject({ code: 0, text: expect.stringContaining('No policy') });
  write('two.json', policyOf(2));
  write('three.json', policyOf(3));
  write('typo.json', { ...policyOf(4), profilez: {} });
  expect((await run('publish-policy', at('two.json'), '--percent', '10', ...on)).text).toBe(
    'Policy version 2 is on its way to 10 % of the devices.\n',
  );
  const again = await run('publish-policy', at('two.json'), ...on);
  expect([again.code, again.text]).toEqual([
    2,
    'Version 2 is not newer than what is published. Raise “version” in the file.\n',
  ]);
  const typo = await run('publish-policy', at('typo.json'), ...on);
  expect([typo.code, typo.text]).toEqual([
    2,
    expect.stringMatching(/typo\.json .*“profilez” is not known here/),
  ]);

  const moved = await run('policy-key', '--move', at('key.pem'), ...on);
  expect([moved.code, existsSync(join(data, 'policy-key.pem'))]).toEqual([0, false]);
  expect(statSync(at('key.pem')).mode & 0o777).toBe(0o600);
  expect((await run('publish-policy', at('three.json'), ...on)).text).toContain('Sign with sign-policy');
  // A new start makes no other key: devices have pinned this one.
  await (await startServer(program, data)).end('SIGTERM');
  expect(existsSync(join(data, 'policy-key.pem'))).toBe(false);
  const signed = await run(
    'sign-policy',
    at('three.json'),
    at('three.jws'),
    '--key',
    at('key.pem'),
    '--days',
    '30',
  );
  expect([signed.code, signed.text.includes('Policy version 3 signed until')]).toEqual([0, true]);
  expect((await run('publish-policy', at('three.jws'), ...on)).code).toBe(0);
  const altered = readFileSync(at('three.jws'), 'utf8').replace(/.{5}\n$/, 'AAAAA\n');
  writeFileSync(at('altered.jws'), altered);
  expect((await run('publish-policy', at('altered.jws'), ...on)).text).toContain("signature doesn't fit");
  expect((await run('roll-out', '2', '--percent', '50', ...on)).code).toBe(0);
  expect((await run('roll-out', '9', ...on)).code).toBe(2);
  const listed = await run('policies', '--json', ...on);
  expect(JSON.parse(listed.text)).toMatchObject([
    { version: 3, percent: 100, devices: 0, halted: null },
    { version: 2, percent: 50 },
  ]);
}, 120_000);
