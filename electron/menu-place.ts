import type { Menu, Tray } from 'electron';

type MenuTray = Pick<Tray, 'setContextMenu' | 'popUpContextMenu' | 'on'>;

/**
 * Where the tray's menu opens. On macOS a menu that belongs to the icon takes every click, so that the popup could not
 * be opened by one: there it opens by the right button (or Control), and the left one is the popup's.
 * @returns a function that gives the icon its present menu.
 */
export function menuPlace(tray: MenuTray, os: NodeJS.Platform = process.platform): (menu: Menu) => void {
  if (os !== 'darwin') return (menu) => tray.setContextMenu(menu);
  let present: Menu | undefined;
  tray.on('right-click', () => {
    if (present !== undefined) tray.popUpContextMenu(present);
  });
  return (menu) => {
    present = menu;
  };
}
