import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DisplayArea, iconPoint, popupBounds } from '../../electron/popup-position.ts';

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

test('a panel at the side: at the height of the icon, or at its lower end', () => {
  const leftPanel: DisplayArea = { bounds: screen, workArea: { x: 60, y: 0, width: 1220, height: 800 } };
  const rightPanel: DisplayArea = { bounds: screen, workArea: { x: 0, y: 0, width: 1220, height: 800 } };
  expect(popupBounds(size, leftPanel, { x: 30, y: 400 })).toMatchObject({ x: 68, y: 150 });
  expect(popupBounds(size, leftPanel, { x: 30, y: 790 })).toMatchObject({ x: 68, y: 292 });
  expect(popupBounds(size, leftPanel, null)).toMatchObject({ x: 68, y: 292 });
  expect(popupBounds(size, rightPanel, { x: 1250, y: 700 })).toMatchObject({ x: 792, y: 292 });
  expect(popupBounds(size, rightPanel, null)).toMatchObject({ x: 792, y: 292 });
});

test('a dock at the side of a bar is not where the tray is', () => {
  const gnome: DisplayArea = { bounds: screen, workArea: { x: 70, y: 30, width: 1210, height: 770 } };
  expect(popupBounds(size, gnome, null)).toMatchObject({ x: 852, y: 38 });
});

test('on a display scaled to 150 % beside another one, by the pixels that Electron counts in', () => {
  const second: DisplayArea = {
    bounds: { x: 1920, y: -120, width: 1707, height: 960 },
    workArea: { x: 1920, y: -120, width: 1707, height: 920 },
  };
  expect(popupBounds(size, second, { x: 3500, y: 820 })).toMatchObject({ x: 3199, y: 292 });
});

test('the icon is where the panel says it is; only where that is not told, at the pointer', () => {
  const pointer = { x: 5, y: 5 };
  expect(iconPoint({ x: 1000, y: 770, width: 24, height: 30 }, pointer)).toEqual({ x: 1012, y: 785 });
  expect(iconPoint({ x: 1000, y: 770, width: 24, height: 30 }, null)).toEqual({ x: 1012, y: 785 });
  expect(iconPoint({ x: 0, y: 0, width: 0, height: 0 }, pointer)).toEqual(pointer);
  expect(iconPoint({ x: 0, y: 0, width: 0, height: 0 }, null)).toBe(null);
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
    width: fc.integer({ min: 640, max: 8000 }),
    height: fc.integer({ min: 480, max: 5000 }),
    above: fc.integer({ min: 0, max: 100 }),
    below: fc.integer({ min: 0, max: 100 }),
    left: fc.integer({ min: 0, max: 100 }),
    right: fc.integer({ min: 0, max: 100 }),
    across: fc.double({ min: 0, max: 1, noNaN: true }),
    down: fc.double({ min: 0, max: 1, noNaN: true }),
    tall: fc.integer({ min: 1, max: 6000 }),
  });
  fc.assert(
    fc.property(display, ({ above, below, left, right, across, down, tall, ...bounds }) => {
      const workArea = {
        x: bounds.x + left,
        y: bounds.y + above,
        width: bounds.width - left - right,
        height: bounds.height - above - below,
      };
      const pointer = { x: bounds.x + across * bounds.width, y: bounds.y + down * bounds.height };
      const popup = popupBounds({ width: 420, height: tall }, { bounds, workArea }, pointer);
      expect(popup.x).toBeGreaterThanOrEqual(workArea.x);
      expect(popup.y).toBeGreaterThanOrEqual(workArea.y);
      expect(popup.x + popup.width).toBeLessThanOrEqual(workArea.x + workArea.width);
      expect(popup.y + popup.height).toBeLessThanOrEqual(workArea.y + workArea.height);
    }),
  );
});
