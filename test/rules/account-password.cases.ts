import type { AccountPassword } from '../../src/facts/account-password.ts';
import { known, unknown } from '../../src/facts/fact.ts';
import type { RuleCase } from './rule-case.ts';

type Value = AccountPassword;
type States = {
  readonly password?: Value['password']['state'];
  readonly automaticSignIn?: Value['automaticSignIn']['state'];
  readonly guest?: Value['guest']['state'];
};

/** Everything in order, but for what is said. */
export function account({ password = 'set', automaticSignIn = 'off', guest = 'off' }: States): Value {
  return {
    password: { state: password, source: 'passwd -S' },
    automaticSignIn: { state: automaticSignIn, source: '/etc/gdm3/custom.conf' },
    guest: { state: guest, source: '/etc/lightdm/lightdm.conf' },
  };
}

const read = (states: States) => known(account(states), 'passwd -S');
const ok = { expect: 'pass', reason: null } as const;
const because = (expect: 'fail' | 'unknown', reason: string) =>
  ({ expect, reason: `account-password.reason.${reason}` }) as const;

export const cases: readonly RuleCase<Value>[] = [
  { name: 'a password, no automatic sign-in, no guest', reading: read({}), ...ok },
  { name: 'a password that a directory keeps', reading: read({ password: 'elsewhere' }), ...ok },
  { name: 'no password', reading: read({ password: 'none' }), ...because('fail', 'none') },
  {
    name: 'a password that nobody is asked for',
    reading: read({ automaticSignIn: 'on' }),
    ...because('fail', 'automatic'),
  },
  { name: 'a guest account', reading: read({ guest: 'on' }), ...because('fail', 'guest') },
  {
    name: 'all at once: the worst is said first',
    reading: read({ password: 'none', automaticSignIn: 'on', guest: 'on' }),
    ...because('fail', 'none'),
  },
  {
    name: 'what is open is a failure, whatever else could not be read',
    reading: read({ password: 'untold', automaticSignIn: 'unclear', guest: 'on' }),
    ...because('fail', 'guest'),
  },
  {
    name: 'a system that does not tell whether the password is empty',
    reading: read({ password: 'untold' }),
    ...because('unknown', 'untold'),
  },
  ...(['windows-hello', 'filevault'] as const).map((wouldTell) => {
    const untold = account({ password: 'untold' });
    return {
      name: `and what would show it: ${wouldTell}`,
      reading: known({ ...untold, password: { ...untold.password, wouldTell } }, 'NetUserGetInfo'),
      ...because('unknown', `untold-${wouldTell}`),
    };
  }),
  {
    name: 'an account that no password opens',
    reading: read({ password: 'locked' }),
    ...because('unknown', 'locked'),
  },
  {
    name: 'a password that could not be read',
    reading: read({ password: 'unclear' }),
    ...because('unknown', 'unclear'),
  },
  {
    name: 'an automatic sign-in that could not be read',
    reading: read({ automaticSignIn: 'unclear' }),
    ...because('unknown', 'unclear'),
  },
  {
    name: 'a guest account that could not be read',
    reading: read({ guest: 'unclear' }),
    ...because('unknown', 'unclear'),
  },
  { name: 'nothing could be read', reading: unknown('denied'), expect: 'unknown', reason: 'unknown.denied' },
];
