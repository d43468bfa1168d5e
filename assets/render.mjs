// Renders the icons from assets/svg/ into assets/: run after changing a drawing, and commit what comes out.
//
//   node assets/render.mjs        needs rsvg-convert (Debian: librsvg2-bin)

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));
const faces = ['compliant', 'not-compliant', 'unknown', 'signed-off'];
/** Heights of panels: 16 Windows, 22 KDE and Xfce, 24 GNOME, and the larger ones people choose. */
const traySizes = [16, 22, 24, 32, 48, 64];
const appSizes = [16, 24, 32, 48, 64, 128, 256, 512];
/** A menu bar of macOS is 22 points high and wants a margin. */
const templateSize = 18;
const trayIcoSizes = [16, 24, 32, 48];
const appIcoSizes = [16, 24, 32, 48, 64, 128, 256];

function draw(drawing, size) {
  return execFileSync('rsvg-convert', ['-w', size, '-h', size, `${folder}svg/${drawing}.svg`]);
}

function write(name, content) {
  writeFileSync(`${folder}${name}`, content);
}

/** Electron picks the @2x file by itself on a screen of twice the density. */
function writeBoth(drawing, name, size) {
  write(`${name}.png`, draw(drawing, size));
  write(`${name}@2x.png`, draw(drawing, 2 * size));
}

/** An .ico of PNG images (Windows Vista and later): a header, a directory of 16 bytes an image, the images. */
function ico(drawing, sizes) {
  const images = sizes.map((size) => draw(drawing, size));
  const head = Buffer.alloc(6 + 16 * sizes.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(sizes.length, 4);
  let offset = head.length;
  for (const [index, size] of sizes.entries()) {
    const entry = 6 + 16 * index;
    // 0 stands for 256.
    head.writeUInt8(size % 256, entry);
    head.writeUInt8(size % 256, entry + 1);
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(images[index].length, entry + 8);
    head.writeUInt32LE(offset, entry + 12);
    offset += images[index].length;
  }
  return Buffer.concat([head, ...images]);
}

for (const face of faces) {
  for (const size of traySizes) writeBoth(`tray-${face}`, `tray-${face}-${size}`, size);
  // The name's ending tells macOS that it may recolour the image.
  writeBoth(`template-${face}`, `tray-${face}Template`, templateSize);
  write(`tray-${face}.ico`, ico(`tray-${face}`, trayIcoSizes));
}
for (const size of appSizes) write(`app-icon-${size}.png`, draw('app-icon', size));
write('app-icon.ico', ico('app-icon', appIcoSizes));
