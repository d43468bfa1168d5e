import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Xfconf's files: a panel at the bottom with windows, tray and clock; no compositing; a plain background. */
const channels: Readonly<Record<string, string>> = {
  'xfce4-panel': `
<property name="configver" type="int" value="2"/>
<property name="panels" type="array">
 <value type="int" value="1"/>
 <property name="panel-1" type="empty">
  <property name="position" type="string" value="p=8;x=0;y=0"/>
  <property name="position-locked" type="bool" value="true"/>
  <property name="length" type="uint" value="100"/>
  <property name="size" type="uint" value="32"/>
  <property name="plugin-ids" type="array">
   <value type="int" value="1"/><value type="int" value="2"/><value type="int" value="3"/><value type="int" value="4"/>
  </property>
 </property>
</property>
<property name="plugins" type="empty">
 <property name="plugin-1" type="string" value="tasklist"/>
 <property name="plugin-2" type="string" value="separator">
  <property name="expand" type="bool" value="true"/><property name="style" type="uint" value="0"/>
 </property>
 <property name="plugin-3" type="string" value="systray"><property name="icon-size" type="int" value="22"/></property>
 <property name="plugin-4" type="string" value="clock"/>
</property>`,
  xfwm4: `
<property name="general" type="empty"><property name="use_compositing" type="bool" value="false"/></property>`,
  'xfce4-desktop': `
<property name="backdrop" type="empty"><property name="screen0" type="empty">
 <property name="monitorscreen" type="empty"><property name="workspace0" type="empty">
  <property name="color-style" type="int" value="0"/>
  <property name="image-style" type="int" value="0"/>
 </property></property>
</property></property>
<property name="desktop-icons" type="empty"><property name="style" type="int" value="0"/></property>`,
};

/** Writes what the desktop's programs read when they start. `config` is the session's XDG_CONFIG_HOME. */
export function writeDesktopSettings(config: string): void {
  const folder = join(config, 'xfce4/xfconf/xfce-perchannel-xml');
  mkdirSync(folder, { recursive: true });
  for (const [name, properties] of Object.entries(channels)) {
    const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<channel name="${name}" version="1.0">${properties}\n</channel>\n`;
    writeFileSync(join(folder, `${name}.xml`), xml);
  }
}

/** A bus where every program of the session may own and call everything, as on no real machine. */
export function busConfiguration(type: 'session' | 'system', socket: string): string {
  const services = type === 'session' ? '<servicedir>/usr/share/dbus-1/services</servicedir>' : '';
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
 <type>${type}</type>
 <listen>unix:path=${socket}</listen>
 <auth>EXTERNAL</auth>
 ${services}
 <policy context="default">
  <allow user="*"/><allow own="*"/><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
  <allow receive_sender="*"/>
 </policy>
</busconfig>
`;
}
