import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type CapturedMachine, decodeMachine } from '../probes/windows/machine-file.ts';
import { capturedWorld } from './captured-world.ts';
import { Judge } from './judge.ts';
import { type RegistryKeys, writeRegistry } from './machine-registry.ts';
import { Present } from './present.ts';
import { scan } from './scan.ts';
import { type Scenario, scenario } from './scenario.ts';
import { withSecurityCenter } from './security-center.ts';

// The machines on which the probes are judged (test/probes/windows), here with the native layer beneath them: the doubles,
// the registry, files and programs are as the file says, and the verdicts must be the same.

withSecurityCenter();

const { DESKWARD_ROOT: root = '' } = process.env;
const folder = join(root, 'test/fixtures/windows/machines');
const read = (file: string): string => readFileSync(join(folder, file), 'utf8');

/**
 * Wine lets everybody read every key, and list what runs; it has a firmware table and a name of its own, and no disks to
 * plug in; a key that is written here is written today.
 */
function isRepresentable(machine: CapturedMachine): boolean {
  const { registry, processes, storage, accepted, writeTimes } = machine;
  const isReadable = Object.values(registry).every((values) => !('refused' in values));
  const isEmpty = [storage, writeTimes].every((each) => Object.keys(each).length === 0);
  return accepted === null && Array.isArray(processes) && isReadable && isEmpty;
}

const all = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => ({ file, machine: decodeMachine(read(file), read) }));
const machines = all.filter(({ machine }) => isRepresentable(machine));

function hangs({ antivirusProducts, shares }: CapturedMachine): boolean {
  return [antivirusProducts, shares].some((told) => 'refused' in told && told.refused === 'timed-out');
}

const present = new Present();

/** Makes this Windows the machine for as long as `work` takes. */
async function asMachine(machine: CapturedMachine, work: (world: Scenario) => Promise<void>): Promise<void> {
  present.set(machine.files, machine.processes as readonly string[]);
  const takeOut = writeRegistry(machine.registry as RegistryKeys);
  try {
    const world = capturedWorld(machine);
    await work(world);
    // A call that never returns gives nothing back.
    if (!hangs(machine)) assert.deepEqual(world.leaks(), []);
  } finally {
    takeOut();
  }
}

test('nearly all machines can be shown to the native layer', () => {
  assert.ok(machines.length >= 45);
  assert.ok(all.length - machines.length <= 23);
});

describe('through the native layer a machine gets the verdicts that a person expects', () => {
  let judge: Judge;
  before(() => {
    judge = new Judge(scenario({}));
  });
  after(() => judge.end());

  for (const { file, machine } of machines)
    test(`${file}: ${machine.name}`, () =>
      asMachine(machine, async (world) => {
        const verdicts = await judge.judge(world, machine);
        for (const [rule, expected] of Object.entries(machine.verdicts)) {
          const wanted = typeof expected === 'string' ? { status: expected } : expected;
          const verdict = verdicts.find((each) => each.rule === rule);
          assert.deepEqual({ rule, ...verdict }, { rule, reason: verdict?.reason, ...wanted });
        }
      }));
});

describe('the built program says the same, and starts no other', () => {
  const some = ['home-pc.json', 'domain-pc.json', 'entra-account.json', 'screen-saver-five-minutes.json'];
  for (const { file, machine } of machines.filter((each) => some.includes(each.file)))
    test(`${file}: ${machine.name}`, () =>
      asMachine(machine, async (world) => {
        const outcome = scan(world, machine.at);
        for (const [rule, expected] of Object.entries(machine.verdicts)) {
          const status = typeof expected === 'string' ? expected : expected.status;
          assert.equal(outcome.verdicts[rule], status, `${rule}: ${outcome.reasons[rule]}`);
        }
        const complies = outcome.required.every((rule) => outcome.verdicts[rule] === 'pass');
        assert.equal(outcome.status, complies ? 0 : 1);
        assert.equal(outcome.children, 0);
      }));
});
