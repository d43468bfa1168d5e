import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DisplayArea, popupBounds } from '../../electron/popup-position.ts';

const screen = { x: 0, y: 0, width: 1280, height: 800 };
const bottomPanel: DisplayArea = { bounds: screen, workArea: { ...screen, height: 770 } };
const topPanel: DisplayArea = { bounds: screen, workArea: { x: 0, y: 30, width: 1280, height: 770 } };
const size = { width: 420, height: 500 };

test('a click on the panel puts the popup beside the pointer', () => {
  expect(popupBounds(size, bottomPanel, { x: 900, y: 785 })).toMatchObject({ x: 690, y: 770 - 500 - 8 });
  expect(popupBounds(size, topPanel, { x: 900, y: 10 })).toMatchObject({ x: 690, y: 38 });
});

test('at the end of the panel it stays on the screen', () => {
  expect(popupBounds(size, bottomPanel, { x: 1275, y: 790 }).x).toBe(1280 - 420 - 8);
});

test('without a click it goes to the corner where the panel ends', () => {
  expect(popupBounds(size, topPanel, null)).toMatchObject({ x: 852, y: 38 });
  expect(popupBounds(size, bottomPanel, null)).toMatchObject({ x: 852, y: 262 });
});

test('on macOS it hangs from the menu bar, however tall the Dock is', () => {
  const dock: DisplayArea = { bounds: screen, workArea: { x: 0, y: 25, width: 1280, height: 695 } };
  expect(popupBounds(size, dock, null, 'darwin')).toMatchObject({ x: 852, y: 33 });
  expect(popupBounds(size, dock, { x: 600, y: 790 }, 'darwin')).toMatchObject({ y: 33 });
});

test('a pointer that is elsewhere (keyboard, notification) says nothing of the icon', () => {
  const elsewhere = popupBounds(size, topPanel, { x: 100, y: 400 });
  expect(elsewhere).toEqual(popupBounds(size, topPanel, null));
});

test('on every display it lies within the work area', () => {
  const display = fc.record({
    x: fc.integer({ min: -4000, max: 4000 }),
    y: fc.integer({ min: -4000, max: 4000 }),
    width: fc.integer({ min: 320, max: 8000 }),
    height: fc.integer({ min: 240, max: 5000 }),
    panel: fc.integer({ min: 0, max: 100 }),
    below: fc.boolean(),
    left: fc.integer({ min: 0, max: 4000 }),
    tall: fc.integer({ min: 1, max: 6000 }),
  });
  fc.assert(
    fc.property(display, ({ panel, below, left, tall, ...bounds }) => {
      const workArea = {
        ...bounds,
        y: bounds.y + (below ? 0 : panel),
        height: bounds.height - panel,
      };
      const pointer = { x: bounds.x + left, y: below ? bounds.y + bounds.height - 1 : bounds.y };
      const popup = popupBounds({ width: 420, height: tall }, { bounds, workArea }, pointer);
      expect(popup.x).toBeGreaterThanOrEqual(workArea.x);
      expect(popup.y).toBeGreaterThanOrEqual(workArea.y);
      expect(popup.x + popup.width).toBeLessThanOrEqual(workArea.x + workArea.width);
      expect(popup.y + popup.height).toBeLessThanOrEqual(workArea.y + workArea.height);
    }),
  );
});
