import * as z from 'zod';
import type { AccountPassword } from '../facts/account-password.ts';
import { defineRule } from './rule.ts';
import { fail, type Message, pass, undecided } from './verdict.ts';

const limits = z.strictObject({
  automaticSignInAllowed: z.boolean().describe('for a display that nobody signs in to'),
  guestAllowed: z.boolean(),
});
type Limits = z.infer<typeof limits>;

/** The account has a password, and nobody gets in without one: not at the start of the computer, not as a guest. */
export const accountPassword = defineRule({
  id: 'account-password',
  clauses: ['IS-5', 'IS-6'],
  needs: 'account-password',
  limits,
  remedies: {
    linux: { settingsPage: 'password', by: 'user' },
    windows: { settingsPage: 'password', by: 'user' },
    macos: { settingsPage: 'password', by: 'user' },
  },
  describeLimit: (limits) => ({ id: `account-password.limit.${allowedBy(limits)}` }),
  judge(value, limits) {
    const open = openings(value, limits);
    const [worst] = open;
    if (worst !== undefined)
      return fail({ id: `account-password.observed.${open.join('-')}` }, reasonOf(worst, value));
    return undecidedBy(value, limits) ?? pass(protectedBy(value));
  },
});

function allowedBy({ automaticSignInAllowed, guestAllowed }: Limits): string {
  if (automaticSignInAllowed) return guestAllowed ? 'password' : 'automatic-allowed';
  return guestAllowed ? 'guest-allowed' : 'all';
}

type Opening = 'none' | 'automatic' | 'guest';

/** Worst first: what opens the account that the work is done in comes before what opens another one. */
function openings({ password, automaticSignIn, guest }: AccountPassword, limits: Limits): Opening[] {
  return [
    ...(password.state === 'none' ? ['none' as const] : []),
    ...(automaticSignIn.state === 'on' && !limits.automaticSignInAllowed ? ['automatic' as const] : []),
    ...(guest.state === 'on' && !limits.guestAllowed ? ['guest' as const] : []),
  ];
}

function reasonOf(opening: Opening, { automaticSignIn, guest }: AccountPassword): Message {
  const id = `account-password.reason.${opening}`;
  if (opening === 'none') return { id };
  return { id, values: { source: (opening === 'automatic' ? automaticSignIn : guest).source } };
}

function undecidedBy({ password, automaticSignIn, guest }: AccountPassword, limits: Limits) {
  const partly = { id: 'account-password.observed.partly' };
  if (password.state === 'untold' || password.state === 'locked') {
    const what = [password.state, password.wouldTell].filter((part) => part !== undefined);
    return undecided(partly, { id: `account-password.reason.${what.join('-')}` });
  }
  const unclear = [
    password,
    ...(limits.automaticSignInAllowed ? [] : [automaticSignIn]),
    ...(limits.guestAllowed ? [] : [guest]),
  ].find(({ state }) => state === 'unclear');
  if (unclear === undefined) return undefined;
  return undecided(partly, { id: 'account-password.reason.unclear', values: { source: unclear.source } });
}

function protectedBy({ password }: AccountPassword): Message {
  return { id: `account-password.observed.${password.state === 'elsewhere' ? 'elsewhere' : 'asks'}` };
}
