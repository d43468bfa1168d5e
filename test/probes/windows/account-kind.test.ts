import { expect, test } from 'vitest';
import { accountKind, ridOf } from '../../../src/probes/windows/account-kind.ts';

const machineSid = 'S-1-5-21-1004336348-1177238915-682003330';

test.each([
  [`${machineSid}-1001`, machineSid, 'local'],
  [`${machineSid}-500`, machineSid, 'local'],
  ['S-1-5-21-2857422465-1465058494-1690550294-2614', machineSid, 'domain'],
  // A domain whose number begins as the computer's does.
  [`${machineSid}1-1001`, machineSid, 'domain'],
  ['S-1-12-1-3449050006-1318031086-2417527961-1146293842', machineSid, 'entra'],
  ['S-1-12-1-3449050006-1318031086-2417527961-1146293842', undefined, 'entra'],
  ['S-1-5-18', machineSid, 'service'],
  ['S-1-5-19', undefined, 'service'],
  ['S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464', machineSid, 'service'],
  [machineSid, machineSid, 'service'],
  ['', machineSid, 'service'],
  [`${machineSid}-1001`, undefined, 'unclear'],
])('%s on %s is %s', (sid, machine, kind) => {
  expect(accountKind({ sid, name: 'x', domain: 'x', machineSid: machine })).toBe(kind);
});

test('the last number is the account', () => {
  expect(ridOf(`${machineSid}-1001`)).toBe(1001);
});
