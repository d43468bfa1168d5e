import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { ask } from './ask.ts';

const sc = (...args: readonly string[]) => execFileSync('C:\\windows\\system32\\sc.exe', args);

before(() => {
  sc(
    'create',
    'HipsDaemon',
    'binpath=',
    'C:\\nothing.exe',
    'displayname=',
    '火绒安全软件',
    'start=',
    'demand',
  );
});
after(() => sc('delete', 'HipsDaemon'));

test('a service that was made is told by its key name, stopped, with its own words beside it', () => {
  const services = ask('services', []);
  assert.ok(services.ok);
  const made = services.value.find((service) => service.name === 'HipsDaemon');
  assert.deepEqual(made, { name: 'HipsDaemon', displayName: '火绒安全软件', state: 1 });
});

test('services that run are told as running', () => {
  const services = ask('services', []);
  assert.ok(services.ok);
  // Wine's own; PlugPlay runs from the first program on.
  assert.equal(services.value.find((service) => service.name === 'PlugPlay')?.state, 4);
});
