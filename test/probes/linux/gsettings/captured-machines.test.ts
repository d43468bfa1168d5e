import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openGSettings } from '../../../../src/probes/linux/gsettings/gsettings.ts';
import type { Setting } from '../../../../src/probes/linux/gsettings/setting.ts';
import type { LinuxSystem } from '../../../../src/probes/linux/system.ts';
import { testOnMachine } from '../../../not-run.ts';
import { compileDconf, dconfPrograms, home, machine, put } from '../machine.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const never = new AbortController().signal;

type Env = Record<string, string>;

describe('captured machines', () => {
  const idleDelay = async (system: LinuxSystem): Promise<Setting> =>
    (await openGSettings(system, system.env, never)).read('org.gnome.desktop.session', 'idle-delay');

  test('no database at all: the default; no schema: missing', async () => {
    expect(await idleDelay(machine({ schemas: 'debian-12' }))).toMatchObject({ value: 300, managed: false });
    expect(await idleDelay(machine({}))).toMatchObject({ ok: false, reason: 'missing-source' });
    expect(await idleDelay(machine({ schemas: 'old-ukui' }))).toMatchObject({ reason: 'missing-source' });
  });

  test('an empty database is no settings; garbage is unparsable', async () => {
    const file = `${home}/.config/dconf/user`;
    const withFile = (content: string | Buffer) =>
      machine({ schemas: 'debian-12', files: { [file]: content } });
    expect(await idleDelay(withFile(''))).toMatchObject({ value: 300 });
    for (const garbage of ['not a database at all', 'GVariant', Buffer.alloc(5000, 0xff)])
      expect(await idleDelay(withFile(garbage))).toMatchObject({ ok: false, reason: 'unparsable' });
    const noSchemas = machine({ files: { '/usr/share/glib-2.0/schemas/gschemas.compiled': 'garbage' } });
    expect(await idleDelay(noSchemas)).toMatchObject({ ok: false, reason: 'unparsable' });
  });

  test('a folder in the place of the database is a failure, not a default', async () => {
    const system = machine({ schemas: 'debian-12', files: { [`${home}/.config/dconf/user/x`]: '' } });
    expect(await idleDelay(system)).toMatchObject({ ok: false, reason: 'failed' });
  });

  test('a profile that only dconf-service can read is asked through gsettings', async () => {
    const system = machine({
      schemas: 'debian-12',
      files: { '/etc/dconf/profile/user': 'service-db:keyfile/user\n' },
    });
    expect(await idleDelay(system)).toMatchObject({ ok: false, reason: 'missing-source' });
    expect(system.started).toEqual(['/usr/bin/gsettings', '/usr/bin/gsettings']);
  });

  testOnMachine({ programs: dconfPrograms }, 'profiles are looked for in the order of dconf', async () => {
    const system = machine({
      schemas: 'debian-12',
      dconf: '[org/gnome/desktop/session]\nidle-delay=uint32 60\n',
    });
    const at = (env: Env) => idleDelay({ ...system, env });
    compileDconf(
      join(system.root, 'etc/dconf/db/site'),
      '[org/gnome/desktop/session]\nidle-delay=uint32 61\n',
      [],
    );
    expect(await at({})).toMatchObject({ value: 60 });
    put(system.root, '/usr/share/dconf/profile/user', 'system-db:site\n');
    expect(await at({})).toMatchObject({ value: 61 });
    put(system.root, '/etc/dconf/profile/user', 'user-db:user\n');
    expect(await at({})).toMatchObject({ value: 60 });
    put(system.root, '/run/user/7/dconf/profile', 'system-db:site\n');
    expect(await at({ XDG_RUNTIME_DIR: '/run/user/7' })).toMatchObject({ value: 61 });
    expect(await at({ XDG_RUNTIME_DIR: '/run/user/7', DCONF_PROFILE: 'user' })).toMatchObject({ value: 60 });
    expect(await at({ DCONF_PROFILE: 'nowhere' })).toMatchObject({ value: 300 });
    put(system.root, `/run/dconf/user/${system.uid}`, 'system-db:site\n');
    expect(await at({ DCONF_PROFILE: 'user' })).toMatchObject({ value: 61 });
  });

  testOnMachine(
    { programs: dconfPrograms },
    'a database written on a big-endian machine is read',
    async () => {
      const file = join(temporaryFolder(), 'user');
      compileDconf(file, '[org/gnome/desktop/session]\nidle-delay=uint32 900\n', []);
      const bytes = readFileSync(file);
      // What such a machine writes differently: the signature's two integers and the values.
      bytes.subarray(0, 8).swap32();
      const value = bytes.indexOf(Buffer.from([0x84, 3, 0, 0, 0, 'u'.charCodeAt(0)]));
      bytes.subarray(value, value + 4).swap32();
      const system = machine({ schemas: 'debian-12', files: { [`${home}/.config/dconf/user`]: bytes } });
      expect(await idleDelay(system)).toMatchObject({ value: 900 });
    },
  );
});
