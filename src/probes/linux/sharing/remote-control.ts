import { hasOurRoot } from '../process-place.ts';
import { type Finding, type Scene, unreadOf } from './finding.ts';
import { hasOurNetwork } from './network-processes.ts';

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

/** Programs for somebody else's eyes and hands. */
export function findRemoteControl(scene: Scene): Finding {
  const offers = programs.flatMap((program) => offerOf(scene, program) ?? []);
  if (scene.list.complete) return { offers, unread: [] };
  return {
    offers,
    unread: unreadOf('remote-control', '/proc', 'the processes of other users are hidden').unread,
  };
}

/** In a sandbox such as Flatpak's it reaches this machine's screen; only what shares neither network nor files does not. */
function offerOf(
  scene: Scene,
  { name, processes }: (typeof programs)[number],
): Finding['offers'][number] | undefined {
  const { root } = scene.system;
  const named = scene.list.processes.filter((process) => processes.includes(process.name));
  const seen = named.find(({ pid }) => hasOurNetwork(root, pid) !== false || hasOurRoot(root, pid) !== false);
  if (seen === undefined) return undefined;
  return { kind: 'remote-control', name, reach: 'unknown', active: true, source: `process ${seen.name}` };
}
