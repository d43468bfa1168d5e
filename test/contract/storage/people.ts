import { expect, test } from 'vitest';
import { now } from './cases.ts';
import type { Holder } from './holder.ts';

export function people({ storage, reopen }: Holder): void {
  const user = { name: '王伟', passwordHash: 'hash-1' };

  test('the first account is made once, however many ask at the same time', async () => {
    expect(await storage().hasUsers()).toBe(false);
    const made = await Promise.all(
      [1, 2, 3].map((n) => storage().createFirstUser({ ...user, name: `u${n}` })),
    );
    expect(made.filter(Boolean)).toHaveLength(1);
    expect(await storage().hasUsers()).toBe(true);
  });

  test('names are found whatever their case, and an unknown one is nobody', async () => {
    await storage().saveUser({ name: 'Admin', passwordHash: 'h' });
    expect((await storage().findUser('aDMIN'))?.name).toBe('Admin');
    expect(await storage().findUser('')).toBeNull();
    expect(await storage().findUser('admin ')).toBeNull();
  });

  test('a session lasts until it expires, is deleted, or the password changes', async () => {
    await storage().saveUser(user);
    const session = { user: user.name, createdAt: now, expiresAt: now + 1000 };
    for (const hash of ['a', 'b', 'c']) await storage().createSession({ ...session, hash });
    await reopen();
    expect((await storage().findSession('a', now + 999))?.user).toBe('王伟');
    expect(await storage().findSession('a', now + 1000)).toBeNull();
    expect(await storage().findSession('', now)).toBeNull();
    await storage().deleteSession('a');
    expect(await storage().findSession('a', now)).toBeNull();
    expect(await storage().findSession('b', now)).not.toBeNull();
    await storage().saveUser({ ...user, passwordHash: 'hash-2' });
    expect(await storage().findSession('b', now)).toBeNull();
  });

  test('where the endpoint listens is kept', async () => {
    expect(await storage().findAddress()).toBeNull();
    await storage().saveAddress({ host: '127.0.0.1', port: 1, pin: null });
    await storage().saveAddress({ host: '[::1]', port: 2, pin: 'ab'.repeat(32) });
    await reopen();
    expect(await storage().findAddress()).toEqual({ host: '[::1]', port: 2, pin: 'ab'.repeat(32) });
  });
}
