import { expect, test } from 'vitest';
import { trayMenu } from '../../electron/tray-menu.ts';
import { trayTooltip } from '../../electron/tray-words.ts';
import { shellWords } from '../../electron/words.ts';
import { compliantState, sampleState } from '../ui/popup/sample-state.ts';

const chinese = shellWords('zh-CN');
const english = shellWords('en');
const nothing = { open() {}, checkNow() {}, setLanguage() {}, quit() {} };

test('the tooltip says the standing in words, in both languages', () => {
  expect(trayTooltip(sampleState, chinese)).toBe('工位卫士：2 项需要处理');
  expect(trayTooltip(sampleState, english)).toBe('Deskward: 2 items need fixing');
  expect(trayTooltip(compliantState, chinese)).toBe('工位卫士：一切正常');
});

test('what only advises is not counted', () => {
  const [first, ...others] = sampleState.verdicts;
  const advised = first === undefined ? others : [{ ...first, severity: 'advised' as const }, ...others];
  expect(trayTooltip({ ...sampleState, verdicts: advised }, english)).toBe('Deskward: 1 item needs fixing');
});

test('unknown is said as unknown', () => {
  const verdicts = sampleState.verdicts.filter(({ status }) => status === 'unknown');
  expect(trayTooltip({ ...sampleState, standing: 'unknown', verdicts }, english)).toBe(
    "Deskward: 1 item can't be told",
  );
});

test('before the first scan it says that it is checking', () => {
  const early = { ...sampleState, standing: 'unknown', scannedAt: null, verdicts: [] } as const;
  expect(trayTooltip({ ...early, scanning: true }, chinese)).toBe('工位卫士：正在检查…');
  expect(trayTooltip(early, english)).toBe('Deskward: not checked yet');
});

test('the menu marks the present language and waits while a scan runs', () => {
  const menu = trayMenu({ scanning: true, language: 'en', signOff: null }, english, nothing);
  const check = menu.find(({ label }) => label === 'Checking…');
  expect(check?.enabled).toBe(false);
  const languages = menu.find(({ label }) => label === '语言 / Language')?.submenu;
  expect(Array.isArray(languages) && languages.map(({ label, checked }) => [label, checked])).toEqual([
    ['简体中文', false],
    ['English', true],
  ]);
});

test('a sign-off is said before anything else, and after it nothing can be checked', () => {
  const about = {
    person: '',
    reason: '',
    confirmedBy: '',
    confirmedAt: '2026-11-28T01:00:00.000Z',
    unsent: 0,
  };
  const signOff = { state: 'signed-off', ...about } as const;
  expect(trayTooltip({ ...sampleState, signOff }, english)).toBe(
    'Deskward: this computer has been signed off',
  );
  const menu = trayMenu({ scanning: false, language: 'en', signOff }, english, nothing);
  expect(menu.find(({ label }) => label === 'Check now')?.enabled).toBe(false);
});
