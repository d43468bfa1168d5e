import { describe, expect, test } from 'vitest';
import { accountPassword } from '../../src/rules/account-password.ts';
import { noAssignment } from '../../src/rules/assignment.ts';
import en from '../../src/ui/locales/en/rules.json' with { type: 'json' };
import { account, cases } from './account-password.cases.ts';
import { testCases } from './rule-case.ts';

const moment = { at: '2026-11-24T04:00:00.000Z', today: '2026-11-24' };
const onlyPassword = { automaticSignInAllowed: true, guestAllowed: true };

describe('account-password', () => testCases('account-password', cases));

test.each([
  ['on', 'pass'],
  ['unclear', 'pass'],
] as const)('what IT allows is not asked for: automatic sign-in and guest %s', (state, status) => {
  const value = account({ automaticSignIn: state, guest: state });
  expect(accountPassword.judge(value, onlyPassword, moment, noAssignment).status).toBe(status);
});

test('a password is asked for whatever else is allowed', () => {
  expect(
    accountPassword.judge(account({ password: 'none' }), onlyPassword, moment, noAssignment).status,
  ).toBe('fail');
});

const flags = [false, true];
test.each(flags.flatMap((automatic) => flags.map((guest) => [automatic, guest] as const)))(
  'the limit is said: automatic sign-in allowed %s, guests allowed %s',
  (automaticSignInAllowed, guestAllowed) => {
    const { id } = accountPassword.describeLimit({ automaticSignInAllowed, guestAllowed });
    expect(en['account-password'].limit).toHaveProperty(id.slice('account-password.limit.'.length));
  },
);

const passwords = ['none', 'set', 'elsewhere', 'locked', 'untold', 'unclear'] as const;
const states = ['on', 'off', 'unclear'] as const;
test('whatever was read, there is a sentence for what was seen and for the reason', () => {
  for (const password of passwords)
    for (const automaticSignIn of states)
      for (const guest of states) {
        const value = account({ password, automaticSignIn, guest });
        const { observed, reason } = accountPassword.judge(
          value,
          { automaticSignInAllowed: false, guestAllowed: false },
          moment,
          noAssignment,
        );
        const said = en['account-password'];
        expect(said.observed).toHaveProperty(observed?.id.split('.')[2] ?? '');
        if (reason !== null) expect(said.reason).toHaveProperty(reason.id.split('.')[2] ?? '');
      }
});
