import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { applyAutostart, autostartFile, desktopEntry } from '../../../electron/autostart/linux.ts';

let home = '';
let file = '';

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'deskward-autostart-'));
  file = autostartFile({}, home);
});
afterEach(() => rmSync(home, { recursive: true }));

test('the entry lies where the desktops look, and XDG_CONFIG_HOME moves it', () => {
  expect(file).toBe(join(home, '.config/autostart/deskward.desktop'));
  expect(autostartFile({ XDG_CONFIG_HOME: '/x' }, home)).toBe('/x/autostart/deskward.desktop');
  expect(autostartFile({ XDG_CONFIG_HOME: 'relative' }, home)).toBe(file);
});

test('switched on it is written, switched off it is gone', () => {
  applyAutostart(true, file, '/opt/Deskward/deskward');
  expect(readFileSync(file, 'utf8')).toContain('Exec="/opt/Deskward/deskward"\n');
  applyAutostart(false, file, '/opt/Deskward/deskward');
  expect(existsSync(file)).toBe(false);
  applyAutostart(false, file, '/opt/Deskward/deskward');
});

test('a program that moved is found again', () => {
  applyAutostart(true, file, '/old/deskward');
  applyAutostart(true, file, '/new/deskward');
  expect(readFileSync(file, 'utf8')).toContain('Exec="/new/deskward"\n');
});

test.each(['Hidden=true', 'X-GNOME-Autostart-enabled=false'])(
  'who switched it off in the desktop’s own list (%s) stays without it',
  (line) => {
    applyAutostart(true, file, '/opt/Deskward/deskward');
    const switchedOff = `[Desktop Entry]\nType=Application\n${line}\n`;
    writeFileSync(file, switchedOff);
    applyAutostart(true, file, '/opt/Deskward/deskward');
    expect(readFileSync(file, 'utf8')).toBe(switchedOff);
  },
);

test('odd characters of a path are quoted as the Desktop Entry Specification says', () => {
  expect(desktopEntry('/opt/my "app" $1 50%/d')).toContain('Exec="/opt/my \\\\"app\\\\" \\\\$1 50%%/d"\n');
});
