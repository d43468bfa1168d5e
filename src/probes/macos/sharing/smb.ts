import { type Finding, isOpen, nothingFound, type Offer, offered, type Scene, unreadOf } from './finding.ts';
import { overridesSource } from './launchd-overrides.ts';
import { listenersSource } from './listeners.ts';
import { readSharePoints, sharePointsSource } from './share-points.ts';

const label = 'com.apple.smbd';
const ports = [445, 139];

/**
 * File sharing. Share points are listed even while it is off, each user's Public folder among them from the first day:
 * they count only while the server does. With it on and nothing listed, whoever has an account reaches their home and
 * administrators every disk, so the server itself is what is offered.
 */
export async function findSmb(scene: Scene): Promise<Finding> {
  const active = ports.some((port) => isOpen(scene, port));
  if (!active && !scene.overrides.ok) return unreadOf('smb', overridesSource, scene.overrides.detail);
  const isSetUp = scene.overrides.ok && scene.overrides.isEnabled(label) === true;
  if (!active && !isSetUp) return nothingFound;
  const server: Offer = {
    kind: 'smb',
    name: 'File Sharing (SMB)',
    reach: 'accounts',
    active,
    source: active ? listenersSource : overridesSource,
  };
  const list = await readSharePoints(scene.system, scene.signal);
  const shared = list.ok ? list.points.filter((point) => point.shared) : [];
  if (shared.length === 0) return offered({ ...server, ...(!list.ok && { reach: 'unknown' }) });
  return offered(
    ...shared.map(({ name, guests }) => ({
      ...server,
      name,
      reach: guests ? ('everyone' as const) : ('accounts' as const),
      source: sharePointsSource,
    })),
  );
}
