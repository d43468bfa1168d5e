import type { Point, Rectangle, Size } from 'electron';

/** What a display says of itself, in its own pixels. `workArea` leaves out panels and docks. */
export interface DisplayArea {
  readonly bounds: Rectangle;
  readonly workArea: Rectangle;
}

/** Pixels between the popup and the edge. */
const margin = 8;

type Side = 'top' | 'bottom' | 'left' | 'right';

/** Windows and macOS tell where the icon is. Linux never does (its bounds are always zero): the pointer, if it was clicked. */
export function iconPoint(trayBounds: Rectangle, pointer: Point | null): Point | null {
  const { x, y, width, height } = trayBounds;
  if (width === 0 || height === 0) return pointer;
  return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
}

/**
 * Beside the tray, on whichever edge its panel lies. `icon`: a point outside the work area is on the panel, so on the icon;
 * from anywhere else (keyboard, notification, Windows' flyout of hidden icons, a second start) the popup goes to the corner
 * where the panel ends.
 */
export function popupBounds(
  size: Size,
  display: DisplayArea,
  icon: Point | null,
  os: NodeJS.Platform = process.platform,
): Rectangle {
  const { workArea } = display;
  const width = Math.min(size.width, workArea.width - 2 * margin);
  const height = Math.min(size.height, workArea.height - 2 * margin);
  const onPanel = icon !== null && contains(display.bounds, icon) && !contains(workArea, icon) ? icon : null;
  const side = onPanel === null ? panelSide(display, os) : sideOf(onPanel, workArea, os);
  const [left, top] = [workArea.x + margin, workArea.y + margin];
  const right = workArea.x + workArea.width - width - margin;
  const bottom = workArea.y + workArea.height - height - margin;
  const x = onPanel === null ? right : clamp(onPanel.x - width / 2, left, right);
  const y = onPanel === null ? bottom : clamp(onPanel.y - height / 2, top, bottom);
  return {
    x: Math.round(side === 'left' ? left : side === 'right' ? right : x),
    y: Math.round(side === 'top' ? top : side === 'bottom' ? bottom : y),
    width,
    height,
  };
}

/** The edge of a point that is outside of the work area. On macOS the tray is in the menu bar, never in the Dock. */
function sideOf(point: Point, workArea: Rectangle, os: NodeJS.Platform): Side {
  if (os === 'darwin' || point.y < workArea.y) return 'top';
  if (point.y >= workArea.y + workArea.height) return 'bottom';
  return point.x < workArea.x ? 'left' : 'right';
}

/**
 * Where both edges have a panel, the tray is in the lower one on most desktops, and so it is where none is to be seen. A
 * panel at the side counts only alone: GNOME's dock stands there beside the bar with the tray.
 */
function panelSide({ bounds, workArea }: DisplayArea, os: NodeJS.Platform): Side {
  const above = workArea.y - bounds.y;
  const below = bounds.y + bounds.height - (workArea.y + workArea.height);
  if (os === 'darwin' || above > below) return 'top';
  if (below > 0) return 'bottom';
  const left = workArea.x - bounds.x;
  const right = bounds.x + bounds.width - (workArea.x + workArea.width);
  if (left === 0 && right === 0) return 'bottom';
  return left > right ? 'left' : 'right';
}

function contains(area: Rectangle, point: Point): boolean {
  const { x, y } = point;
  return x >= area.x && x < area.x + area.width && y >= area.y && y < area.y + area.height;
}

function clamp(value: number, lowest: number, highest: number): number {
  return Math.max(lowest, Math.min(value, highest));
}
