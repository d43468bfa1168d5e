import { seenRunning } from '../running-programs.ts';
import { type Finding, type Offer, type Scene, together, unreadOf } from './finding.ts';

/** Something that is open while it runs. */
interface OpenProgram {
  readonly kind: Offer['kind'];
  /** As its maker writes it. */
  readonly name: string;
  readonly reach: Offer['reach'];
  readonly services: readonly string[];
  readonly processes: readonly string[];
}

function login(name: string, services: readonly string[], processes: readonly string[]): OpenProgram {
  return { kind: 'remote-login', name, reach: 'accounts', services, processes };
}

/** Reached through their maker's servers, or on a port of their own: no setting of Windows shows them. */
function control(name: string, services: readonly string[], processes: readonly string[]): OpenProgram {
  return { kind: 'remote-control', name, reach: 'unknown', services, processes };
}

/** Names of services and processes as their makers' guides and public lists of remote-control programs have them. */
export const openPrograms: readonly OpenProgram[] = [
  login('OpenSSH', ['sshd'], ['sshd.exe']),
  login('Bitvise SSH Server', ['BvSshServer'], ['BvSshServer.exe']),
  login('Telnet', ['TlntSvr'], ['tlntsvr.exe']),
  {
    kind: 'media',
    name: 'Windows Media Player',
    reach: 'unknown',
    services: ['WMPNetworkSvc'],
    processes: [],
  },
  control(
    '向日葵',
    ['SunloginService', 'SunloginClient', 'OrayRemoteService', 'AweSunService', 'AweRayRemoteService'],
    [
      'SunloginClient.exe',
      'SunloginRemote.exe',
      'SunloginService.exe',
      'OrayRemoteService.exe',
      'AweSun.exe',
    ],
  ),
  control('ToDesk', ['ToDesk_Service'], ['ToDesk.exe', 'ToDesk_Service.exe', 'ToDesk_Lite.exe']),
  control('AnyDesk', ['AnyDesk'], ['AnyDesk.exe']),
  control('TeamViewer', ['TeamViewer'], ['TeamViewer.exe', 'TeamViewer_Service.exe']),
  control('RustDesk', ['RustDesk'], ['rustdesk.exe']),
  control('UU远程', ['GameViewerService'], ['GameViewer.exe', 'GameViewerServer.exe']),
  control('RealVNC Server', ['vncserver'], ['vncserver.exe', 'winvnc4.exe']),
  control('TightVNC Server', ['tvnserver'], ['tvnserver.exe']),
  control('UltraVNC Server', ['uvnc_service'], ['winvnc.exe']),
  control('Chrome Remote Desktop', ['chromoting'], ['remoting_host.exe']),
  control('Splashtop Streamer', ['SplashtopRemoteService'], ['SRService.exe']),
  control('Radmin Server', ['RServer3'], ['rserver3.exe']),
  control('NoMachine', ['nxservice'], ['nxserver.exe', 'nxservice64.exe']),
  control('Parsec', ['Parsec'], ['parsecd.exe']),
  control('Quick Assist', [], ['QuickAssist.exe']),
];

/** Programs that are a door while they run. */
export function findOpenPrograms({ programs }: Scene): Finding {
  const offers = openPrograms.flatMap(({ kind, name, reach, services, processes }): Offer[] => {
    const source = seenRunning(programs, services, processes);
    return source === undefined ? [] : [{ kind, name, reach, active: true, source }];
  });
  const { services, processes } = programs;
  return together([
    { offers, unread: [] },
    services.ok ? together([]) : unreadOf('remote-login', 'EnumServicesStatusExW', services),
    processes.ok ? together([]) : unreadOf('remote-control', 'CreateToolhelp32Snapshot', processes),
  ]);
}
