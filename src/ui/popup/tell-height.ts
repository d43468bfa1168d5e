import type { Client } from '../../ipc/schema.ts';

/**
 * Main makes the window as tall as the page, now and whenever that changes. The page says it itself: Chromium's
 * preferred size (Electron's enablePreferredSizeMode) falls silent while anything captures the page, a debugger too.
 */
export function tellHeight(client: Client, page: HTMLElement): void {
  const tell = (): void => void client.fitHeight(Math.ceil(page.getBoundingClientRect().height));
  new ResizeObserver(tell).observe(page);
}
