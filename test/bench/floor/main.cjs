// An empty tray app, as small as Electron lets one be: the floor that the agent is measured against.
const { setFlagsFromString } = require('node:v8');
const { app, Menu, nativeImage, Tray } = require('electron');

if (process.env.FLOOR_V8) setFlagsFromString(process.env.FLOOR_V8);
for (const [name, value] of JSON.parse(process.env.FLOOR_SWITCHES ?? '[]')) {
  if (name === 'disable-hardware-acceleration') app.disableHardwareAcceleration();
  else app.commandLine.appendSwitch(name, value);
}
app.on('window-all-closed', () => {});
app.whenReady().then(() => {
  globalThis.tray = new Tray(nativeImage.createFromPath(process.env.FLOOR_ICON));
  globalThis.tray.setToolTip('Floor');
  globalThis.tray.setContextMenu(Menu.buildFromTemplate([{ label: 'Quit', role: 'quit' }]));
});
