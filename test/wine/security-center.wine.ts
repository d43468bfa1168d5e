import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask } from './ask.ts';
import { scenario } from './scenario.ts';
import { withSecurityCenter } from './security-center.ts';

withSecurityCenter();

const defender = {
  name: 'Windows Defender',
  state: 0,
  signatureStatus: 1,
  remediationPath: 'windowsdefender://',
  guid: '{D68DDC3A-831F-4fae-9E44-DA132C1ACF46}',
};
const huorong = {
  name: '火绒安全软件',
  state: 2,
  signatureStatus: 0,
  remediationPath: 'C:\\Program Files\\Huorong\\Sysdiag\\bin\\HipsMain.exe',
  guid: '{CAA0D9D4-C4D6-4fba-8F1B-A4F1E2B1D0A1}',
};

test('each product is told with its state and its signatures', () => {
  const machine = scenario({
    'security-center': { count: 2 },
    'product.0': defender,
    'product.1': huorong,
  });
  assert.deepEqual(ask('securityProducts', ['antivirus'], machine), { ok: true, value: [defender, huorong] });
  assert.deepEqual(machine.leaks(), []);
});

for (const [state, name] of ['on', 'off', 'snoozed', 'expired'].entries())
  test(`a product that is ${name} is told as ${name}`, () => {
    const machine = scenario({ 'security-center': { count: 1 }, 'product.0': { ...defender, state } });
    const read = ask('securityProducts', ['antivirus'], machine);
    assert.ok(read.ok);
    assert.equal(read.value[0]?.state, state);
    assert.deepEqual(machine.leaks(), []);
  });

test('no product is an answer', () => {
  const machine = scenario({ 'security-center': { count: 0 } });
  assert.deepEqual(ask('securityProducts', ['antivirus'], machine), { ok: true, value: [] });
  assert.deepEqual(machine.leaks(), []);
});

for (const method of ['CreateInstance', 'Initialize', 'get_Count', 'get_Item'] as const)
  test(`a Security Center that fails at ${method} tells nothing, and keeps nothing`, () => {
    const machine = scenario({
      'security-center': { count: 1, [method]: '0x80004005' },
      'product.0': defender,
    });
    assert.equal(ask('securityProducts', ['antivirus'], machine).ok, false);
    assert.deepEqual(machine.leaks(), []);
  });

for (const method of ['get_ProductState', 'get_SignatureStatus'] as const)
  test(`a product that fails at ${method} is not taken for one that is on and up to date`, () => {
    const machine = scenario({
      'security-center': { count: 2 },
      'product.0': defender,
      'product.1': { ...huorong, [method]: '0x80004005' },
    });
    assert.equal(ask('securityProducts', ['antivirus'], machine).ok, false);
    assert.deepEqual(machine.leaks(), []);
  });

test('a product that says nothing of its GUID is told without', () => {
  const { guid: _, ...silent } = defender;
  const machine = scenario({ 'security-center': { count: 1 }, 'product.0': silent });
  assert.deepEqual(ask('securityProducts', ['antivirus'], machine), {
    ok: true,
    value: [{ ...silent, guid: '' }],
  });
  assert.deepEqual(machine.leaks(), []);
});

test('a Security Center that does not answer is given up in time', () => {
  const machine = scenario({ 'security-center': { count: 1 }, hang: { get_Item: 1 } });
  const read = ask('securityProducts', ['antivirus'], machine);
  assert.equal(read.ok, false);
  assert.equal(read.reason, 'timed-out');
});

test('firewalls are another list of the same Security Center', () => {
  const machine = scenario({
    'security-center': { count: 1 },
    'product.0': defender,
    firewalls: { count: 1 },
    'firewall.0': { ...huorong, name: 'ESET Firewall', state: 0 },
  });
  assert.deepEqual(ask('securityProducts', ['firewall'], machine), {
    ok: true,
    value: [{ ...huorong, name: 'ESET Firewall', state: 0 }],
  });
  assert.deepEqual(machine.leaks(), []);
});

for (const health of [0, 1, 2, 3])
  test(`how all firewalls stand together is told: ${health}`, () => {
    const machine = scenario({ firewalls: { health } });
    assert.deepEqual(ask('securityHealth', ['firewall'], machine), { ok: true, value: health });
  });

test('a Security Center that does not run says nothing of how they stand, though it writes "poor"', () => {
  const health = ask('securityHealth', ['firewall'], scenario({}));
  assert.equal(health.ok, false);
});
