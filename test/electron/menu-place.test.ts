import type { Menu, Tray } from 'electron';
import { expect, test } from 'vitest';
import { menuPlace } from '../../electron/menu-place.ts';

/** An icon that writes down what is done to it. */
function icon() {
  const done: string[] = [];
  const listeners = new Map<string, () => void>();
  const tray = {
    setContextMenu: (menu: unknown) => done.push(`belongs ${String(menu)}`),
    popUpContextMenu: (menu: unknown) => done.push(`opens ${String(menu)}`),
    on: (event: string, listener: () => void) => listeners.set(event, listener),
  } as unknown as Tray;
  return { tray, done, click: (event: string) => listeners.get(event)?.() };
}
const menu = (name: string): Menu => ({ toString: () => name }) as unknown as Menu;

test.each(['linux', 'win32'] as const)('on %s the menu belongs to the icon', (os) => {
  const { tray, done, click } = icon();
  menuPlace(tray, os)(menu('first'));
  click('right-click');
  expect(done).toEqual(['belongs first']);
});

test('on macOS it opens by the right button, the present one each time, and never takes the left one', () => {
  const { tray, done, click } = icon();
  const place = menuPlace(tray, 'darwin');
  click('right-click');
  place(menu('first'));
  place(menu('second'));
  click('click');
  click('right-click');
  expect(done).toEqual(['opens second']);
});
