import { join } from 'node:path';
import { noSetting } from '../gsettings/setting.ts';
import { readBytes } from '../read-bytes.ts';
import type { ReadLock } from './lock.ts';

const defaultsFiles = ['/etc/X11/app-defaults/XScreenSaver', '/usr/share/X11/app-defaults/XScreenSaver'];

/** xscreensaver(1): ~/.xscreensaver over the application defaults; `lock` is off unless somebody sets it. */
export const readXscreensaverLock: ReadLock = async ({ system }) => {
  const own = `${system.home}/.xscreensaver`;
  const settings = new Map<string, string>();
  for (const path of [...defaultsFiles, own]) {
    const file = await readBytes(join(system.root, path));
    if (!file.ok && file.reason !== 'missing') return noSetting(file.reason, path, file.detail);
    if (file.ok) for (const [key, value] of parse(file.bytes.toString('utf8'))) settings.set(key, value);
  }
  const wait = seconds(settings.get('timeout') ?? '0:10:00');
  const grace = seconds(settings.get('lockTimeout') ?? '0:00:00');
  if (wait === undefined || grace === undefined)
    return noSetting('unparsable', own, 'timeout or lockTimeout');
  return {
    ok: true,
    mechanism: 'xscreensaver',
    wait: settings.get('mode') === 'off' || wait === 0 ? 'never' : wait,
    grace,
    passwordRequired: /^(true|on|yes|1)$/i.test(settings.get('lock') ?? 'false'),
    managed: false,
    source: `${own} timeout`,
  };
};

/** `key:<blank>value` lines of X resources; `*` and the program's name before the key mean the same. */
function parse(text: string): [string, string][] {
  return text.split('\n').flatMap((line) => {
    const match = /^(?:\*|xscreensaver\.)?([A-Za-z]+)\s*:\s*(.*?)\s*$/.exec(line);
    return match === null ? [] : [[match[1] ?? '', match[2] ?? '']];
  });
}

/** `h:mm:ss`, `mm:ss`, or minutes alone. */
function seconds(text: string): number | undefined {
  if (!/^\d+(:\d{1,2}){0,2}$/.test(text)) return undefined;
  const parts = text.split(':').map(Number);
  const [minutesOnly = 0] = parts;
  if (parts.length === 1) return minutesOnly * 60;
  return parts.reduce((sum, part) => sum * 60 + part, 0);
}
