import { asSwitch, parsePropertyList, readPropertyList, valueAt } from '../property-list.ts';
import { type Finding, isOpen, nothingFound, offered, type Scene, unreadOf } from './finding.ts';
import { listenersSource } from './listeners.ts';

const switches = ['home-sharing-enabled', 'public-sharing-enabled', 'photo-sharing-enabled'];

export function mediaSharingFile(home: string): string {
  return `${home}/Library/Preferences/com.apple.amp.mediasharingd.plist`;
}

/** The library of Music, TV and Photos, for others on the network; a file that is not there was never switched on. */
export async function findMediaSharing(scene: Scene): Promise<Finding> {
  const name = 'Media Sharing';
  if (isOpen(scene, 3689))
    return offered({ kind: 'media', name, reach: 'unknown', active: true, source: listenersSource });
  const source = mediaSharingFile(scene.system.home);
  const list = await readPropertyList(scene.system.root, source);
  if (list.found === 'missing') return nothingFound;
  if (list.found !== 'list') return unreadOf('media', source, list.detail);
  if (!switches.some((key) => asSwitch(list.values[key]) === true)) return nothingFound;
  return offered({ kind: 'media', name, reach: 'unknown', active: false, source });
}

const airPlayPorts = [5000, 7000];

/**
 * This Mac as a screen and loudspeaker for others, on from the first day where the hardware can: it takes in, and gives
 * nothing of this computer, so it is told and no offer. A setting that was never written says nothing, and the ports decide;
 * either of them alone is taken by other programs too (ParetoSecurity/pareto-mac#69).
 */
export async function findAirPlay(scene: Scene): Promise<Finding> {
  if (!airPlayPorts.every((port) => isOpen(scene, port))) return nothingFound;
  if ((await readAirPlaySwitch(scene)) === false) return nothingFound;
  return { ...nothingFound, others: airPlayPorts.map((port) => ({ port, program: 'AirPlay Receiver' })) };
}

/** Undefined where it was never written, or can't be read. The key is misspelt by Apple. */
async function readAirPlaySwitch({ system, signal }: Scene): Promise<boolean | undefined> {
  const args = ['-currentHost', 'export', 'com.apple.controlcenter', '-'];
  const result = await system.run('/usr/bin/defaults', args, { signal });
  const values = result.ok ? await parsePropertyList(Buffer.from(result.stdout)) : undefined;
  return asSwitch(valueAt(values, 'AirplayRecieverEnabled'));
}
