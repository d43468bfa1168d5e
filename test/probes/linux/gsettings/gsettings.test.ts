import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { openGSettings } from '../../../../src/probes/linux/gsettings/gsettings.ts';
import { callBus } from '../../../../src/probes/linux/message-bus.ts';
import type { LinuxSystem } from '../../../../src/probes/linux/system.ts';
import { runCommand } from '../../../../src/probes/run-command.ts';
import { testOnMachine } from '../../../not-run.ts';
import { compileDconf, dconfPrograms } from '../machine.ts';
import { busPrograms, startBus } from '../private-bus.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const never = new AbortController().signal;
const tools = [
  '/usr/bin/gsettings',
  '/usr/bin/glib-compile-schemas',
  '/usr/bin/python3',
  ...dconfPrograms,
  ...busPrograms,
];

type Env = Record<string, string>;

/** This machine with a home of its own, and gsettings(1) in the same environment. */
async function withRealGSettings(
  env: Env,
  body: (real: {
    set(...args: string[]): void;
    env: Env;
    system: LinuxSystem;
    run(program: string, ...args: string[]): string;
  }) => Promise<void>,
): Promise<void> {
  const folder = temporaryFolder();
  const place = {
    HOME: folder,
    XDG_CONFIG_HOME: join(folder, 'config'),
    XDG_RUNTIME_DIR: join(folder, 'run'),
  };
  mkdirSync(place.XDG_RUNTIME_DIR, { mode: 0o700 });
  const bus = await startBus({ env: place });
  const all = { ...place, ...bus.env, PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', ...env };
  const run = (program: string, ...args: string[]) =>
    execFileSync(program, args, { env: all, encoding: 'utf8' });
  const system = {
    root: '/',
    env: all,
    uid: process.getuid?.() ?? 0,
    userName: 'x',
    home: folder,
    run: runCommand,
    callBus,
  };
  try {
    await body({ env: all, system, run, set: (...args) => run('/usr/bin/gsettings', 'set', ...args) });
  } finally {
    await bus.stop();
  }
}

/** GVariant text to JSON, by GLib itself; dictionaries become lists of pairs, as our reader gives them. */
const toJson = `
import json, sys
from gi.repository import GLib
def plain(v):
    t = v.get_type_string()
    if t == 'v': return {'type': v.get_variant().get_type_string(), 'value': plain(v.get_variant())}
    if t in ('b','y','n','q','i','u','x','t','h','d','s','o','g'): return v.unpack()
    if t[0] == 'm': return plain(v.get_maybe()) if v.n_children() else None
    return [plain(v.get_child_value(i)) for i in range(v.n_children())]
print(json.dumps([plain(GLib.Variant.parse(None, line, None, None)) for line in json.load(sys.stdin)]))
`;

function parsedByGLib(texts: readonly string[]): unknown[] {
  const said = execFileSync('/usr/bin/python3', ['-c', toJson], {
    input: JSON.stringify(texts),
    encoding: 'utf8',
  });
  return JSON.parse(said) as unknown[];
}

/** Every key that gsettings lists: what it says, and what we read. */
async function compareAll(
  real: Parameters<Parameters<typeof withRealGSettings>[1]>[0],
): Promise<{ ours: unknown[]; theirs: unknown[]; keys: string[] }> {
  const lines = real.run('/usr/bin/gsettings', 'list-recursively').trim().split('\n');
  // Schemas that live at several paths (a tablet's, a printer's) have no one place to read.
  const fixed = new Set(real.run('/usr/bin/gsettings', 'list-schemas').trim().split('\n'));
  const all = [...new Set(lines)].map((line) => /^(\S+) (\S+) (.*)$/s.exec(line)?.slice(1) ?? []);
  const rows = all.filter(([schema = '']) => fixed.has(schema));
  const settings = await openGSettings(real.system, real.env, never);
  const ours: unknown[] = [];
  for (const [schema = '', key = ''] of rows) {
    const setting = await settings.read(schema, key);
    ours.push(setting.ok ? setting.value : setting);
  }
  const keys = rows.map(([schema, key]) => `${schema} ${key}`);
  return { ours, keys, theirs: parsedByGLib(rows.map(([, , text = '']) => text)) };
}

testOnMachine({ programs: tools }, 'every default of every schema here is what gsettings says', async () => {
  for (const XDG_CURRENT_DESKTOP of ['', 'ubuntu:GNOME', 'X-Cinnamon', 'MATE'])
    await withRealGSettings({ XDG_CURRENT_DESKTOP }, async (real) => {
      const { ours, theirs, keys } = await compareAll(real);
      expect(keys.length).toBeGreaterThan(200);
      expect(Object.fromEntries(keys.map((key, index) => [key, ours[index]]))).toEqual(
        Object.fromEntries(keys.map((key, index) => [key, theirs[index]])),
      );
    });
});

testOnMachine({ programs: tools }, 'what gsettings sets is read back, of every kind', async () => {
  await withRealGSettings({}, async (real) => {
    real.set('org.gnome.desktop.session', 'idle-delay', '900');
    real.set('org.gnome.desktop.screensaver', 'lock-enabled', 'false');
    real.set('org.gnome.desktop.screensaver', 'picture-uri', "'file:///中文 图片.png'");
    real.set('org.gnome.desktop.input-sources', 'sources', "[('xkb', 'cn'), ('ibus', 'libpinyin')]");
    real.set('org.gnome.desktop.interface', 'text-scaling-factor', '1.25');
    real.set('org.gnome.system.proxy.http', 'port', '8080');
    real.set('org.gnome.desktop.app-folders', 'folder-children', "['a', 'b', '一个很长的名字']");
    const { ours, theirs } = await compareAll(real);
    expect(ours).toEqual(theirs);
    const settings = await openGSettings(real.system, real.env, never);
    expect(await settings.read('org.gnome.desktop.session', 'idle-delay')).toMatchObject({
      value: 900,
      managed: false,
    });
  });
});

testOnMachine(
  { programs: tools },
  'databases of a profile and their locks are as gsettings has them',
  async () => {
    const folder = temporaryFolder();
    const [site, far] = [join(folder, 'site'), join(folder, 'far')];
    compileDconf(
      site,
      '[org/gnome/desktop/session]\nidle-delay=uint32 240\n[org/gnome/desktop/screensaver]\nlock-delay=uint32 7\n',
      [],
    );
    compileDconf(
      far,
      '[org/gnome/desktop/screensaver]\nlock-delay=uint32 20\nlock-enabled=true\n[org/gnome/desktop/lockdown]\ndisable-lock-screen=true\n',
      [
        '/org/gnome/desktop/screensaver/lock-enabled',
        '/org/gnome/desktop/screensaver/lock-delay',
        '/org/gnome/desktop/privacy/remember-app-usage',
      ],
    );
    const profile = join(folder, 'profile');
    writeFileSync(profile, `user-db:user\n# of this site\nfile-db:${site}  # near\n\nfile-db:${far}\n`);
    await withRealGSettings({}, async (real) => {
      real.set('org.gnome.desktop.screensaver', 'lock-enabled', 'false');
      real.set('org.gnome.desktop.screensaver', 'lock-delay', '3600');
      real.set('org.gnome.desktop.lockdown', 'disable-lock-screen', 'false');
      const managed = { ...real, env: { ...real.env, DCONF_PROFILE: profile } };
      const run = (program: string, ...args: string[]) =>
        execFileSync(program, args, { env: managed.env, encoding: 'utf8' });
      const { ours, theirs } = await compareAll({ ...managed, run });
      expect(ours).toEqual(theirs);
      const settings = await openGSettings(real.system, managed.env, never);
      for (const [schema, key, value] of [
        ['org.gnome.desktop.session', 'idle-delay', 240],
        ['org.gnome.desktop.screensaver', 'lock-delay', 20],
        ['org.gnome.desktop.screensaver', 'lock-enabled', true],
        ['org.gnome.desktop.lockdown', 'disable-lock-screen', false],
        ['org.gnome.desktop.privacy', 'remember-app-usage', true],
      ] as const) {
        const writable = run('/usr/bin/gsettings', 'writable', schema, key).trim() === 'true';
        expect(await settings.read(schema, key)).toMatchObject({ value, managed: !writable });
      }
      expect(await settings.read('org.gnome.desktop.screensaver', 'lock-enabled')).toMatchObject({
        managed: true,
      });
    });
  },
);

const ownSchema = `<schemalist>
  <schema id="net.example.base"><key name="inherited" type="i"><default>4</default></key></schema>
  <schema id="net.example.test" path="/net/example/test/" extends="net.example.base">
    <key name="delay" type="u"><default>300</default></key>
    <key name="ranged" type="i"><range min="0" max="10"/><default>5</default></key>
    <key name="wide" type="(stdax)"><default>('x', 18446744073709551615, -2.5, [-1, 9007199254740991])</default></key>
  </schema>
</schemalist>`;

testOnMachine(
  { programs: tools },
  'overrides of a desktop, ranges and wrong types are as gsettings has them',
  async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'net.example.gschema.xml'), ownSchema);
    writeFileSync(
      join(folder, '20_x.gschema.override'),
      '[net.example.test:ubuntu]\ndelay=120\n[net.example.test:GNOME]\ndelay=240\n[net.example.test]\ndelay=200\n',
    );
    execFileSync('/usr/bin/glib-compile-schemas', [folder]);
    for (const [desktop, delay] of [
      ['ubuntu:GNOME', 120],
      ['GNOME', 240],
      ['XFCE', 200],
    ] as const)
      await withRealGSettings(
        { GSETTINGS_SCHEMA_DIR: folder, XDG_CURRENT_DESKTOP: desktop },
        async (real) => {
          real.run('/usr/bin/dconf', 'write', '/net/example/test/ranged', '11');
          const settings = await openGSettings(real.system, real.env, never);
          expect(await settings.read('net.example.test', 'delay')).toMatchObject({ value: delay });
          expect(await settings.read('net.example.test', 'ranged')).toMatchObject({ value: 5 });
          expect(await settings.read('net.example.test', 'inherited')).toMatchObject({ value: 4 });
          expect((await compareAll(real)).ours).toEqual((await compareAll(real)).theirs);
          real.run('/usr/bin/dconf', 'write', '/net/example/test/delay', "'ten minutes'");
          real.run('/usr/bin/dconf', 'write', '/net/example/test/ranged', '10');
          const after = await openGSettings(real.system, real.env, never);
          expect(await after.read('net.example.test', 'delay')).toMatchObject({ value: delay });
          expect(await after.read('net.example.test', 'ranged')).toMatchObject({ value: 10 });
          expect((await compareAll(real)).ours).toEqual((await compareAll(real)).theirs);
        },
      );
  },
);

testOnMachine({ programs: tools }, 'another backend is asked through gsettings itself', async () => {
  await withRealGSettings({ GSETTINGS_BACKEND: 'keyfile' }, async (real) => {
    real.set('org.gnome.desktop.session', 'idle-delay', '77');
    const settings = await openGSettings(real.system, real.env, never);
    expect(await settings.read('org.gnome.desktop.session', 'idle-delay')).toEqual({
      ok: true,
      value: 77,
      managed: false,
      source: 'gsettings get org.gnome.desktop.session idle-delay',
    });
    expect(await settings.read('org.gnome.desktop.screensaver', 'lock-enabled')).toMatchObject({
      value: true,
    });
    expect(await settings.read('net.example.none', 'x')).toMatchObject({
      ok: false,
      reason: 'missing-source',
    });
  });
});
