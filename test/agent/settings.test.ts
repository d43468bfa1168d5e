import { expect, test } from 'vitest';
import { type Enrolment, settingsFrom } from '../../src/agent/settings.ts';
import { keptLog } from './kept-log.ts';

const enrolment: Enrolment = {
  origin: 'http://127.0.0.1:8080',
  pin: null,
  device: 'device-1',
  epoch: 1,
  key: null,
  keySince: null,
  settles: null,
  profile: 'standard',
  policyKey: null,
  bundleKeys: null,
  department: 'Sales',
};

function storeOf(values: Record<string, unknown>) {
  return {
    get: (name: string) => values[name],
    set: (name: string, value: unknown) => {
      values[name] = value;
    },
  };
}

test('what was never set has its default', () => {
  const settings = settingsFrom(storeOf({}), keptLog());
  expect([settings.get('language'), settings.get('enrolment'), settings.get('autostart')]).toEqual([
    'system',
    null,
    true,
  ]);
});

test('what was set is read again by another program', () => {
  const store = storeOf({});
  expect(settingsFrom(store, keptLog()).set('enrolment', enrolment)).toBe(true);
  expect(settingsFrom(store, keptLog()).get('enrolment')).toEqual(enrolment);
});

test('a value that makes no sense counts as not set, and the log says so', () => {
  const log = keptLog();
  const settings = settingsFrom(storeOf({ language: 'klingon', enrolment: { origin: 7 } }), log);
  expect([settings.get('language'), settings.get('enrolment')]).toEqual(['system', null]);
  expect(log.lines).toHaveLength(2);
});

const pin = 'ab'.repeat(32);

test.each([
  ['plain HTTP to another computer', { origin: 'http://10.0.0.5:8470' }],
  ['HTTPS that lost its pin', { origin: 'https://10.0.0.5:8470' }],
  ['plain HTTP in spite of a pin', { origin: 'http://127.0.0.1:8470', pin }],
  ['a pin that is none', { origin: 'https://10.0.0.5:8470', pin: 'ab' }],
])('an enrolment that was edited into %s is none', (_name, change) => {
  const settings = settingsFrom(storeOf({ enrolment: { ...enrolment, ...change } }), keptLog());
  expect(settings.get('enrolment')).toBeNull();
});

test('an enrolment of a version without pins is still one', () => {
  const { pin: _none, ...older } = enrolment;
  expect(settingsFrom(storeOf({ enrolment: older }), keptLog()).get('enrolment')).toEqual(enrolment);
});

test('a disk that takes nothing is told, and the value holds until the program ends', () => {
  const store = {
    get: () => undefined,
    set: () => {
      throw new Error('ENOSPC: no space left on device');
    },
  };
  const log = keptLog();
  const settings = settingsFrom(store, log);
  expect(settings.set('enrolment', enrolment)).toBe(false);
  expect(settings.get('enrolment')).toEqual(enrolment);
  expect(settings.set('enrolment', null)).toBe(false);
  expect(settings.get('enrolment')).toBeNull();
  expect(log.lines.join()).toContain('ENOSPC');
});
