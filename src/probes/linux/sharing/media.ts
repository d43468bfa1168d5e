import { type Finding, openOn, type Scene, unreadOf } from './finding.ts';
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

/** Port 1900 alone proves nothing: programs that only look for media servers bind it too. */
export function findMedia(scene: Scene): Finding {
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
