import assert from 'node:assert/strict';
import { createHash, verify } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, type TestContext, test } from 'node:test';
import { importKey } from '../../src/jws/device-key.ts';
import { ask, endProgram, runProgram, startProgram } from './ask.ts';
import { deleteKey } from './registry.ts';
import { bareWine, type Scenario, type Sections, scenario, type World } from './scenario.ts';
import { WineEndpoint } from './wine-endpoint.ts';
import { within } from './within.ts';

/** Where the double of ncrypt.dll keeps its keys: deleting it clears its TPM. */
const tpm = 'HKCU\\Software\\Deskward TPM';
afterEach(() => deleteKey(tpm));

const name = 'Deskward 密钥';
const create = (machine: Scenario) => ask('platformKeys.create', [name], machine);
const digestOf = (text: string) => new Uint8Array(createHash('sha256').update(text).digest());
const sign = (machine: Scenario, text = 'report') =>
  ask('platformKeys.sign', [name, digestOf(text)], machine);

function isSignedBy(point: Uint8Array, text: string, signature: Uint8Array): boolean {
  const half = (start: number) => Buffer.from(point.subarray(start, start + 32)).toString('base64url');
  const key = importKey({ kty: 'EC', crv: 'P-256', x: half(0), y: half(32) });
  assert.ok(key !== null);
  return verify('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, signature);
}

test('a key of the TPM signs in another program than the one that made it, and its public half verifies', () => {
  const machine = scenario({});
  const made = create(machine);
  assert.ok(made.ok, JSON.stringify(made));
  assert.equal(made.value.length, 64);
  const signed = sign(machine);
  assert.ok(signed.ok, JSON.stringify(signed));
  assert.equal(signed.value.length, 64);
  assert.equal(isSignedBy(made.value, 'report', signed.value), true);
  assert.equal(isSignedBy(made.value, 'another report', signed.value), false);
  assert.deepEqual(machine.leaks(), []);
});

test('a key that was removed, or went with the TPM, is missing', () => {
  const machine = scenario({});
  const missing = { ok: false, reason: 'missing', detail: 'NCryptOpenKey: 0x80090016' };
  assert.ok(create(machine).ok);
  assert.deepEqual(ask('platformKeys.remove', [name], machine), { ok: true });
  assert.deepEqual(sign(machine), missing);
  assert.ok(create(machine).ok);
  deleteKey(tpm);
  assert.deepEqual(sign(machine), missing);
  assert.deepEqual(ask('platformKeys.remove', [name], machine), missing);
  assert.deepEqual(machine.leaks(), []);
});

/** winerror.h. */
const refused: readonly (readonly [why: string, tpm: Sections[string], detail: string])[] = [
  ['no TPM', { NCryptOpenStorageProvider: 0x8028_400f }, 'NCryptOpenStorageProvider: 0x8028400f'],
  [
    'a TPM without elliptic curves',
    { NCryptCreatePersistedKey: 0x8009_0029 },
    'NCryptCreatePersistedKey: 0x80090029',
  ],
  ['a TPM that is not ready', { NCryptFinalizeKey: 0x8009_0030 }, 'NCryptFinalizeKey: 0x80090030'],
  ['a public half that is not given', { NCryptExportKey: 0x8009_0020 }, 'NCryptExportKey: 0x80090020'],
];
for (const [why, answers, detail] of refused)
  test(`${why} is no key, and nothing is left open`, () => {
    const machine = scenario({ tpm: answers });
    assert.deepEqual(create(machine), { ok: false, reason: 'failed', detail });
    assert.deepEqual(machine.leaks(), []);
  });

test('a key of what the TPM was before it was cleared is missing; one that is not ready only fails', () => {
  assert.ok(create(scenario({})).ok);
  const told = (error: number) => sign(scenario({ tpm: { NCryptSignHash: error } }));
  assert.deepEqual(told(0x8028_009f), {
    ok: false,
    reason: 'missing',
    detail: 'NCryptSignHash: 0x8028009f',
  });
  assert.deepEqual(told(0x8009_0030), {
    ok: false,
    reason: 'failed',
    detail: 'NCryptSignHash: 0x80090030',
  });
});

interface Agent {
  readonly endpoint: WineEndpoint;
  readonly world: World;
  key(): { readonly protection: string; readonly publicJwk?: object; readonly key?: string };
}

async function agentIn(world: World, context: TestContext): Promise<Agent> {
  const home = mkdtempSync(join(tmpdir(), 'deskward-test-'));
  const endpoint = await WineEndpoint.open();
  context.after(() => {
    endpoint.close();
    rmSync(home, { recursive: true, force: true });
  });
  return {
    endpoint,
    world: { ...world, env: { ...world.env, DESKWARD_HOME: home, LANG: 'en' } },
    key: () =>
      JSON.parse(readFileSync(join(home, 'agent', 'device-key.json'), 'utf8')) as ReturnType<Agent['key']>,
  };
}

/** The built program, while this one answers it. @returns its exit code. */
async function deskward({ world }: Agent, ...args: readonly string[]): Promise<number | null> {
  const program = startProgram('cli/deskward.js', args, world);
  let said = '';
  for (const stream of [program.stdout, program.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  try {
    const [code] = (await within(`the end of deskward ${args[0]}`, once(program, 'exit'))) as [number | null];
    if (code !== 0) process.stderr.write(said);
    return code;
  } finally {
    endProgram(program);
  }
}

test('a device joins and reports with a key of its TPM, and the endpoint verifies it', async (context) => {
  const machine = scenario({});
  const device = await agentIn(machine, context);
  assert.equal(await deskward(device, 'enrol', device.endpoint.enrolmentString), 0);
  assert.equal(device.key().protection, 'chip');
  assert.equal(device.key().key, undefined);
  assert.deepEqual(device.key().publicJwk, device.endpoint.keys[0]);
  assert.equal(await deskward(device, 'run', '--once'), 0);
  assert.equal(device.endpoint.reports.length, 1);
  assert.equal(device.endpoint.reports[0]?.payload.kind, 'assessment');
  assert.deepEqual(machine.leaks(), []);
});

test('after the TPM was cleared nothing is reported, and it is said', async (context) => {
  const device = await agentIn(scenario({}), context);
  assert.equal(await deskward(device, 'enrol', device.endpoint.enrolmentString), 0);
  deleteKey(tpm);
  const { status, stderr } = runProgram('cli/deskward.js', ['run', '--once'], device.world);
  assert.equal(status, 1);
  assert.match(stderr, /security chip|安全芯片/);
  assert.equal(device.endpoint.reports.length, 0);
  // A new string makes it another device, with another key.
  assert.equal(await deskward(device, 'enrol', device.endpoint.enrolmentString), 0);
  assert.equal(await deskward(device, 'run', '--once'), 0);
  assert.equal(device.endpoint.reports.length, 1);
  assert.notDeepEqual(device.endpoint.keys[1], device.endpoint.keys[0]);
});

test('without a TPM a device joins with a key on its disk', async (context) => {
  const device = await agentIn(scenario({ tpm: { NCryptOpenStorageProvider: 0x8028_400f } }), context);
  assert.equal(await deskward(device, 'enrol', device.endpoint.enrolmentString), 0);
  assert.equal(device.key().protection, 'file');
  assert.equal(await deskward(device, 'run', '--once'), 0);
  assert.equal(device.endpoint.reports.length, 1);
});

test('with Wine’s own ncrypt, whatever becomes of a key in it, a device joins and reports', async (context) => {
  const device = await agentIn(bareWine, context);
  assert.equal(await deskward(device, 'enrol', device.endpoint.enrolmentString), 0);
  assert.equal(await deskward(device, 'run', '--once'), 0);
  assert.equal(device.endpoint.reports.length, 1);
});
