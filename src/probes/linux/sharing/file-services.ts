import { type Finding, openOn, type Scene, together, unreadOf } from './finding.ts';
import { onThisNetwork } from './network-processes.ts';

/** Media servers by process; each announces itself by SSDP (UDP 1900) or is reached on its own port. */
const mediaServers: readonly { name: string; processes: readonly string[]; ports: readonly number[] }[] = [
  { name: 'MiniDLNA', processes: ['minidlnad', 'minidlna', 'readymedia'], ports: [8200] },
  { name: 'Rygel', processes: ['rygel'], ports: [] },
  { name: 'Gerbera', processes: ['gerbera', 'mediatomb'], ports: [49_152] },
  { name: 'Jellyfin', processes: ['jellyfin'], ports: [8096, 8920] },
  { name: 'Plex Media Server', processes: ['Plex Media Serv'], ports: [32_400] },
  { name: 'Emby', processes: ['EmbyServer'], ports: [8096, 8920] },
];
const ssdp = 1900;

/** Media, Mac and web folders given to the network. */
export function findFileServices(scene: Scene): Finding {
  return together([findMedia(scene), findAfp(scene), findWebdav(scene)]);
}

/** Port 1900 alone proves nothing: programs that only look for media servers bind it too. */
function findMedia(scene: Scene): Finding {
  const announced = scene.open.some((each) => each.protocol === 'udp' && each.port === ssdp);
  const found = mediaServers.filter(
    ({ processes, ports }) =>
      onThisNetwork(scene, processes).length > 0 && (announced || openOn(scene, ports) !== undefined),
  );
  const offers = found.map(
    ({ name }) =>
      ({
        kind: 'media',
        name,
        reach: 'everyone',
        active: true,
        source: `process ${name}, /proc/net`,
      }) as const,
  );
  if (scene.list.complete || !announced) return { offers, unread: [] };
  return { offers, unread: unreadOf('media', '/proc', 'the processes of other users are hidden').unread };
}

function findAfp(scene: Scene): Finding {
  const open = openOn(scene, [548]);
  if (open === undefined) return { offers: [], unread: [] };
  const name = `AFP (port ${open.port})`;
  return { offers: [{ kind: 'afp', name, reach: 'unknown', active: true, source: open.source }], unread: [] };
}

/** gnome-user-share gives the Public folder through a web server of the user's own, on a port of the moment. */
function findWebdav(scene: Scene): Finding {
  const share = onThisNetwork(scene, ['gnome-user-shar'])[0];
  if (share === undefined) return { offers: [], unread: [] };
  const web = scene.list.processes.some(
    (process) => process.uid === share.uid && ['apache2', 'httpd', 'lighttpd'].includes(process.name),
  );
  const open = scene.open.find((each) => each.protocol === 'tcp' && each.uid === share.uid);
  if (!web || open === undefined) return { offers: [], unread: [] };
  const name = 'Public (gnome-user-share)';
  return {
    offers: [{ kind: 'webdav', name, reach: 'unknown', active: true, source: open.source }],
    unread: [],
  };
}
