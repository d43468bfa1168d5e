import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deviceFilters, deviceFindings, deviceSorts } from '../../../src/protocol/fleet.ts';
import { deviceLink, firstQuery, listLink, readRoute } from '../../../src/ui/fleet/route.ts';

test.each([
  ['', { name: 'fleet', query: firstQuery }],
  ['#/', { name: 'fleet', query: firstQuery }],
  ['#/nowhere', { name: 'fleet', query: firstQuery }],
  ['#/enrol', { name: 'enrol' }],
  ['#setup=abc_-1', { name: 'setup', code: 'abc_-1' }],
  ['#/devices/pc%207', { name: 'device', device: 'pc 7' }],
  ['#/devices/100%', { name: 'device', device: '100%' }],
  ['#/?filter=silent', { name: 'fleet', query: { ...firstQuery, filter: 'silent' } }],
  ['#/?filter=everything&sort=colour&direction=up', { name: 'fleet', query: firstQuery }],
])('%s leads to the right view', (hash, route) => {
  expect(readRoute(hash)).toEqual(route);
});

test('any list has an address that leads back to it', () => {
  const query = fc.record({
    search: fc.string({ maxLength: 200 }),
    filter: fc.constantFrom(...deviceFilters),
    rule: fc.option(fc.string({ minLength: 1, maxLength: 60 })),
    finding: fc.constantFrom(...deviceFindings),
    sort: fc.constantFrom(...deviceSorts),
    direction: fc.constantFrom('asc' as const, 'desc' as const),
  });
  fc.assert(
    fc.property(query, (asked) => {
      expect(readRoute(listLink(asked))).toEqual({ name: 'fleet', query: asked });
    }),
  );
});

test('any device has an address, whatever it is called', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (device) => {
      expect(readRoute(deviceLink(device))).toEqual({ name: 'device', device });
    }),
  );
});

test('no address whatever makes the page fail', () => {
  fc.assert(fc.property(fc.string(), (text) => void readRoute(`#${text}`)));
});

test('the first visit has the shortest address', () => {
  expect(listLink(firstQuery)).toBe('#/');
});
