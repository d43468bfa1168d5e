import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask } from './ask.ts';
import { scenario } from './scenario.ts';

const cable = {
  index: 12,
  guid: '{4D36E972-E325-11CE-BFC1-08002BE10318}',
  name: '以太网',
  type: 6,
  medium: 14,
  up: 1,
  hardware: 1,
  address: '5405DB3A7F10',
};

test('an adapter is told as Windows has it; a filter that stands in it is not another one', () => {
  const machine = scenario({
    adapters: { count: 2 },
    'adapter.0': cable,
    'adapter.1': { ...cable, filter: 1 },
  });
  assert.deepEqual(ask('networkAdapters', [], machine), {
    ok: true,
    value: [
      {
        index: 12,
        guid: '{4D36E972-E325-11CE-BFC1-08002BE10318}',
        name: '以太网',
        type: 6,
        medium: 14,
        isUp: true,
        isHardware: true,
        address: '54-05-DB-3A-7F-10',
      },
    ],
  });
  assert.deepEqual(machine.leaks(), []);
});

test('routes that lead everywhere, or to one half of it, are told by their adapter; narrower ones are not', () => {
  const machine = scenario({
    routes: { count: 4 },
    'route.0': { adapter: 12, prefix: 0 },
    'route.1': { adapter: 21, prefix: 1 },
    'route.2': { adapter: 22, prefix: 8 },
    'route.3': { adapter: 1, prefix: 0, loopback: 1 },
  });
  assert.deepEqual(ask('wideRoutes', [], machine), { ok: true, value: [12, 21] });
  assert.deepEqual(machine.leaks(), []);
});

test('a computer without adapters and routes has none; one that does not tell is not taken for it', () => {
  assert.deepEqual(ask('networkAdapters', [], scenario({})), { ok: true, value: [] });
  assert.deepEqual(ask('wideRoutes', [], scenario({})), { ok: true, value: [] });
  const silent = scenario({ adapters: { status: 8 }, routes: { status: 50 } });
  assert.deepEqual(ask('networkAdapters', [], silent), {
    ok: false,
    reason: 'failed',
    detail: 'GetIfTable2: 8',
  });
  assert.deepEqual(ask('wideRoutes', [], silent), {
    ok: false,
    reason: 'not-supported',
    detail: 'GetIpForwardTable2: 50',
  });
});

test('this very computer has a loopback, as Wine tells it, and every index is one adapter', () => {
  const adapters = ask('networkAdapters', []);
  const routes = ask('wideRoutes', []);
  assert.ok(adapters.ok && routes.ok);
  // IF_TYPE_SOFTWARE_LOOPBACK (ipifcons.h)
  assert.ok(adapters.value.some(({ type }) => type === 24));
  const indices = adapters.value.map(({ index }) => index);
  assert.equal(new Set(indices).size, indices.length);
  for (const route of routes.value) assert.ok(indices.includes(route));
});
