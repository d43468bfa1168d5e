import { expect, test } from 'vitest';
import { sessionState } from '../../../src/protocol/session.ts';
import { administrator, asker, type OpenApp, openApp, setupCode, signedIn } from '../open-app.ts';

const post = ({ app }: OpenApp, path: string, payload: object, remoteAddress = '127.0.0.1') =>
  app.inject({ method: 'POST', url: `/api/v1/${path}`, payload, remoteAddress });

test('the first visit makes the administrator, once, with the code and no other', async () => {
  const endpoint = await openApp();
  const fresh = await endpoint.app.inject({ url: '/api/v1/session' });
  expect(sessionState.strict().parse(fresh.json())).toEqual({ user: null, needsSetup: true });
  for (const code of ['x', setupCode.toUpperCase(), `${setupCode} `]) {
    const reply = await post(endpoint, 'setup', { ...administrator, code });
    expect([reply.statusCode, reply.json().error]).toEqual([403, 'wrong-setup-code']);
  }
  const short = await post(endpoint, 'setup', { ...administrator, code: setupCode, password: 'too short' });
  expect([short.statusCode, short.json().error]).toEqual([400, 'invalid-request']);
  const made = await post(endpoint, 'setup', { ...administrator, code: setupCode });
  expect([made.statusCode, made.json()]).toEqual([200, { user: '王伟', needsSetup: false }]);
  const again = await post(endpoint, 'setup', { ...administrator, user: 'second', code: setupCode });
  expect([again.statusCode, again.json().error]).toEqual([409, 'already-set-up']);
});

test('two people who follow the set-up link at the same time: one becomes administrator', async () => {
  const endpoint = await openApp();
  const replies = await Promise.all(
    ['one', 'two', 'three'].map((user) =>
      post(endpoint, 'setup', { ...administrator, user, code: setupCode }),
    ),
  );
  expect(replies.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409, 409]);
});

test('an endpoint that was set up before takes no code', async () => {
  const endpoint = await openApp({ setupCode: null });
  const reply = await post(endpoint, 'setup', { ...administrator, code: 'null' });
  expect(reply.json().error).toBe('wrong-setup-code');
});

test('the cookie is out of the reach of scripts and of other sites', async () => {
  const endpoint = await openApp();
  const reply = await post(endpoint, 'setup', { ...administrator, code: setupCode });
  expect(reply.cookies).toMatchObject([{ httpOnly: true, sameSite: 'Strict', path: '/', maxAge: 43_200 }]);
});

test('the database knows neither passwords nor sessions', async () => {
  const endpoint = await openApp();
  const cookie = (await signedIn(endpoint)).split('=')[1] ?? '';
  const user = await endpoint.storage.findUser(administrator.user);
  expect(user?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await endpoint.storage.findSession(cookie, Date.now())).toBeNull();
});

test('a wrong name and a wrong password are one refusal', async () => {
  const endpoint = await openApp();
  await signedIn(endpoint);
  const wrong = [
    { user: administrator.user, password: 'wrong' },
    { user: administrator.user, password: '' },
    { user: 'nobody', password: administrator.password },
    { user: '', password: '' },
    { user: "' OR 1=1 --", password: 'x' },
  ];
  const replies = await Promise.all(wrong.map((body) => post(endpoint, 'session', body)));
  for (const reply of replies) expect([reply.statusCode, reply.json()]).toEqual([401, replies[0]?.json()]);
  const right = await post(endpoint, 'session', administrator);
  expect([right.statusCode, right.json().user]).toEqual([200, '王伟']);
});

test('a session ends when it is signed out and when its time is over', async () => {
  let now = Date.now();
  const endpoint = await openApp({ clock: () => now });
  const first = asker(endpoint, await signedIn(endpoint));
  expect((await first('session')).json().user).toBe('王伟');
  expect((await first('session', { method: 'DELETE' })).statusCode).toBe(204);
  expect((await first('fleet/summary')).statusCode).toBe(401);
  expect((await first('session')).json().user).toBeNull();
  const reply = await post(endpoint, 'session', administrator);
  const second = asker(endpoint, `${reply.cookies[0]?.name}=${reply.cookies[0]?.value}`);
  expect((await second('fleet/summary')).statusCode).toBe(200);
  now += 12 * 3_600_000;
  expect((await second('fleet/summary')).statusCode).toBe(401);
});

test('guessing is slowed down for an address, and for an account whatever the address', async () => {
  const endpoint = await openApp();
  await signedIn(endpoint);
  const guess = (remoteAddress: string, user = administrator.user) =>
    post(endpoint, 'session', { user, password: 'wrong' }, remoteAddress);
  for (let tries = 0; tries < 10; tries += 1) expect((await guess('10.0.0.1')).statusCode).toBe(401);
  const slowed = await guess('10.0.0.1');
  expect([slowed.statusCode, slowed.json().error]).toEqual([429, 'too-many-requests']);
  expect(Number(slowed.headers['retry-after'])).toBeGreaterThan(0);
  for (let tries = 10; tries < 100; tries += 1) await guess(`10.0.1.${tries}`);
  expect((await guess('10.0.2.1', '王伟')).statusCode).toBe(429);
  expect((await guess('10.0.2.2', 'another')).statusCode).toBe(401);
});
