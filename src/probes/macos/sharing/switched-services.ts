import {
  type Finding,
  isOpen,
  nothingFound,
  offered,
  type Scene,
  type ShareKind,
  unreadOf,
} from './finding.ts';
import { overridesSource } from './launchd-overrides.ts';
import { listenersSource } from './listeners.ts';

/** A switch of System Settings' Sharing page that is one service of launchd, behind one port. */
interface Service {
  readonly kind: ShareKind;
  /** As reported and as IT allows it. */
  readonly name: string;
  readonly label: string;
  readonly port: number;
}

const services: readonly Service[] = [
  { kind: 'remote-login', name: 'SSH (port 22)', label: 'com.openssh.sshd', port: 22 },
  { kind: 'remote-login', name: 'Remote Apple Events (port 3031)', label: 'com.apple.AEServer', port: 3031 },
  {
    kind: 'remote-desktop',
    name: 'Screen Sharing (port 5900)',
    label: 'com.apple.screensharing',
    port: 5900,
  },
  { kind: 'afp', name: 'AFP (port 548)', label: 'com.apple.AppleFileServer', port: 548 },
];

/** Doors that a person opens with one switch. */
export function findSwitchedServices(scene: Scene): Finding[] {
  return services.map((service) => findService(scene, service));
}

/**
 * An open port is open, whatever the switch says: a service that was switched off by hand may run until the next start.
 * One that was switched on and has no port open is set up. One that was never switched is off, as macOS ships all of
 * these; without the list of switches, a closed port alone can't tell.
 */
function findService(scene: Scene, { kind, name, label, port }: Service): Finding {
  if (isOpen(scene, port))
    return offered({ kind, name, reach: 'accounts', active: true, source: listenersSource });
  if (!scene.overrides.ok) return unreadOf(kind, overridesSource, scene.overrides.detail);
  if (scene.overrides.isEnabled(label) !== true) return nothingFound;
  return offered({ kind, name, reach: 'accounts', active: false, source: overridesSource });
}
