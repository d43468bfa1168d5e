import { type Finding, type Scene, unreadOf } from './finding.ts';

/** Ports by protocol: RDP (3390 is gnome-remote-desktop's second), RFB displays :0 to :9, X11 displays :0 to :9. */
const protocols = [
  { name: 'Remote Desktop', from: 3389, to: 3390 },
  { name: 'VNC', from: 5900, to: 5909 },
  { name: 'X11', from: 6000, to: 6009 },
];

/** Programs that others reach through their maker's servers: no open port shows them, a running process does. */
const programs: readonly { readonly name: string; readonly processes: readonly string[] }[] = [
  { name: 'AnyDesk', processes: ['anydesk'] },
  { name: 'TeamViewer', processes: ['teamviewerd', 'TeamViewer'] },
  { name: 'ToDesk', processes: ['ToDesk_Service', 'ToDesk', 'ToDesk_Session', 'todesk'] },
  { name: 'RustDesk', processes: ['rustdesk'] },
  { name: '向日葵', processes: ['sunloginclient', 'oray_rundaemon'] },
  { name: 'Chrome Remote Desktop', processes: ['chrome-remote-d'] },
  { name: 'NoMachine', processes: ['nxserver.bin', 'nxd'] },
  { name: 'Sunshine', processes: ['sunshine'] },
  { name: 'DWService', processes: ['dwagsvc'] },
];

/** Doors for somebody else's eyes and hands. */
export function findRemoteDesktop(scene: Scene): Finding {
  const offers = [...byPort(scene), ...byProgram(scene)];
  if (scene.list.complete) return { offers, unread: [] };
  return {
    offers,
    unread: unreadOf('remote-control', '/proc', 'the processes of other users are hidden').unread,
  };
}

function byPort(scene: Scene): Finding['offers'] {
  const tcp = scene.open.filter((listener) => listener.protocol === 'tcp');
  const ports = [...new Map(tcp.map((listener) => [listener.port, listener])).values()];
  return ports.flatMap(({ port, source }) => {
    const protocol = protocols.find((each) => port >= each.from && port <= each.to);
    if (protocol === undefined) return [];
    const name = `${protocol.name} (port ${port})`;
    return [{ kind: 'remote-desktop', name, reach: 'unknown', active: true, source }];
  });
}

function byProgram(scene: Scene): Finding['offers'] {
  return programs.flatMap(({ name, processes }) => {
    const seen = scene.list.processes.find((process) => processes.includes(process.name));
    if (seen === undefined) return [];
    const source = `process ${seen.name}`;
    return [{ kind: 'remote-control', name, reach: 'unknown', active: true, source }];
  });
}
