import type { Point, Rectangle, Size } from 'electron';

/** What a display says of itself, in its own pixels. `workArea` leaves out panels and docks. */
export interface DisplayArea {
  readonly bounds: Rectangle;
  readonly workArea: Rectangle;
}

/** Pixels between the popup and the edge. */
const margin = 8;

/** @returns the tallest popup that this display holds, pixels. */
function tallest(display: DisplayArea): number {
  return display.workArea.height - 2 * margin;
}

/**
 * Beside the tray. `pointer`: where the user clicked. Linux never tells where the icon is (its bounds are always zero),
 * but a pointer outside the work area is on the panel, so on the icon; from anywhere else (keyboard, notification,
 * a second start) the popup goes to the corner where that panel ends.
 */
export function popupBounds(
  size: Size,
  display: DisplayArea,
  pointer: Point | null,
  os: NodeJS.Platform = process.platform,
): Rectangle {
  const { workArea } = display;
  const width = Math.min(size.width, workArea.width - 2 * margin);
  const height = Math.min(size.height, tallest(display));
  const onPanel = pointer !== null && contains(display.bounds, pointer) && !contains(workArea, pointer);
  const right = workArea.x + workArea.width - width - margin;
  const wanted = onPanel ? pointer.x - width / 2 : right;
  const y = panelIsBelow(display, onPanel ? pointer : null, os)
    ? workArea.y + workArea.height - height - margin
    : workArea.y + margin;
  return { x: Math.round(clamp(wanted, workArea.x + margin, right)), y: Math.round(y), width, height };
}

/**
 * Where both edges have a panel, the clicked one; where none is to be seen, the tray is at the bottom on most desktops. On
 * macOS it is in the menu bar, and what takes the lower edge is the Dock.
 */
function panelIsBelow(
  { bounds, workArea }: DisplayArea,
  pointer: Point | null,
  os: NodeJS.Platform,
): boolean {
  if (os === 'darwin') return false;
  if (pointer !== null) return pointer.y > workArea.y + workArea.height / 2;
  const above = workArea.y - bounds.y;
  const below = bounds.y + bounds.height - (workArea.y + workArea.height);
  return above === 0 || below >= above;
}

function contains(area: Rectangle, point: Point): boolean {
  const { x, y } = point;
  return x >= area.x && x < area.x + area.width && y >= area.y && y < area.y + area.height;
}

function clamp(value: number, lowest: number, highest: number): number {
  return Math.max(lowest, Math.min(value, highest));
}
