import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { isRunning } from '../processes.ts';
import { type Finding, isOpen, type Offer, type Scene, unreadOf } from './finding.ts';
import { listenersSource } from './listeners.ts';

/** There while Remote Management is on (System Settings, and ARD's kickstart, make and remove it). */
export const remoteManagementFile =
  '/Library/Application Support/Apple/Remote Desktop/RemoteManagement.launchd';

/** Programs that others reach through their maker's servers: no open port shows them, a running process does. */
const programs: readonly { readonly name: string; readonly processes: readonly string[] }[] = [
  { name: 'AnyDesk', processes: ['AnyDesk'] },
  { name: 'TeamViewer', processes: ['TeamViewer', 'TeamViewer_Service'] },
  { name: 'ToDesk', processes: ['ToDesk', 'ToDesk_Service'] },
  { name: 'RustDesk', processes: ['RustDesk', 'rustdesk'] },
  { name: '向日葵', processes: ['SunloginClient', 'SunloginClient_Desktop', 'AweSun'] },
  { name: 'Chrome Remote Desktop', processes: ['remoting_me2me_host'] },
  { name: 'Splashtop Streamer', processes: ['SRStreamerDaemon', 'Splashtop Streamer'] },
  { name: 'NoMachine', processes: ['nxserver.bin', 'nxd'] },
  { name: 'Parsec', processes: ['parsecd'] },
];

/** Doors for somebody else's eyes and hands, apart from Screen Sharing, which is a switched service. */
export async function findRemoteDesktop(scene: Scene): Promise<Finding> {
  const offers = [...(await remoteManagement(scene)), ...byProgram(scene)];
  if (scene.processes.ok) return { offers, unread: [] };
  return {
    offers,
    unread: unreadOf('remote-control', scene.processes.source, scene.processes.detail).unread,
  };
}

async function remoteManagement(scene: Scene): Promise<Offer[]> {
  const isThere = await access(join(scene.system.root, remoteManagementFile)).then(
    () => true,
    () => false,
  );
  const active = isOpen(scene, 3283);
  if (!isThere && !active) return [];
  return [
    {
      kind: 'remote-desktop',
      name: 'Remote Management',
      reach: 'accounts',
      active: active || isOpen(scene, 5900),
      source: isThere ? remoteManagementFile : listenersSource,
    },
  ];
}

function byProgram({ processes: list }: Scene): Offer[] {
  if (!list.ok) return [];
  return programs
    .filter(({ processes }) => isRunning(list, processes))
    .map(({ name }) => ({ kind: 'remote-control', name, reach: 'unknown', active: true, source: 'ps' }));
}
