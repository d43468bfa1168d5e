import { expect, test } from 'vitest';
import { makerText } from '../../src/probes/maker-text.ts';

test.each([
  undefined,
  '',
  '  ',
  '-',
  'Unknown',
  'Default string',
  'To Be Filled By O.E.M.',
  'To be filled by OEM',
  'System manufacturer',
  'System Product Name',
  'System Serial Number',
  'Not Applicable',
  'None',
  '0',
  '00000000',
])('%s is a filler', (text) => {
  expect(makerText(text)).toBe('');
});

test.each(['LENOVO', ' Dell Inc. ', 'PF2XYZ01', '0012', '联想'])('%s is said', (text) => {
  expect(makerText(text)).toBe(text.trim());
});
