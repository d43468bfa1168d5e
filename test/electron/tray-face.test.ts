import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { type TrayFace, trayIcon } from '../../electron/icons.ts';
import { trayFace } from '../../electron/tray-face.ts';
import { standings } from '../../src/policy/standing.ts';

const at = '2026-11-28T01:00:00.000Z';
const about = { person: '李娜', reason: '离职' };
const pending = { state: 'pending', ...about, askedBy: '王伟', askedAt: at, lastScanSentAt: null } as const;
const gone = { state: 'signed-off', ...about, confirmedBy: '王伟', confirmedAt: at, unsent: 0 } as const;

test('the icon shows where the computer stands, also while a sign-off is open', () => {
  for (const standing of standings) {
    expect(trayFace({ standing, signOff: null })).toBe(standing);
    expect(trayFace({ standing, signOff: pending })).toBe(standing);
  }
});

test('once the sign-off is confirmed nothing alarms, whatever the last check said', () => {
  for (const standing of standings) expect(trayFace({ standing, signOff: gone })).toBe('signed-off');
});

test('every face has its drawing on every system', () => {
  const assets = new URL('../../assets/', import.meta.url);
  const faces: TrayFace[] = [...standings, 'signed-off'];
  for (const face of faces)
    for (const os of ['linux', 'win32', 'darwin'] as const)
      expect(existsSync(new URL(basename(trayIcon(face, os)), assets)), `${face} on ${os}`).toBe(true);
});
