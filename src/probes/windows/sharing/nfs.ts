import { serviceRuns } from '../running-programs.ts';
import { type Finding, nothingFound, type Scene, together, unreadOf } from './finding.ts';

const service = 'NfsService';
export const exportsKey = 'SOFTWARE\\Microsoft\\Server For NFS\\CurrentVersion\\Exports';
const source = `HKLM\\${exportsKey}`;

/** Server for NFS, a role of Windows Server: one key a share, called 0, 1, 2 …. */
export async function findNfs(scene: Scene): Promise<Finding> {
  const runs = serviceRuns(scene.programs, service);
  if (runs === undefined) return nothingFound;
  const shares = await scene.system.registry.subkeys('HKLM', exportsKey);
  if (!shares.ok) return unreadOf('nfs', source, shares);
  // Where newer versions keep their shares is not documented: a server that runs without any here may still have some.
  if (runs && (shares.value ?? []).length === 0)
    return unreadOf('nfs', `service ${service}`, { reason: 'its shares are not in the registry' });
  return together(await Promise.all((shares.value ?? []).map((share) => findShare(scene, share, runs))));
}

async function findShare(scene: Scene, share: string, active: boolean): Promise<Finding> {
  const found = await scene.system.registry.values('HKLM', `${exportsKey}\\${share}`);
  if (!found.ok) return unreadOf('nfs', `${source}\\${share}`, found);
  const { Alias: alias, Path: path } = found.value ?? {};
  const name = [alias, path].find((text) => typeof text === 'string' && text !== '') ?? share;
  return {
    offers: [{ kind: 'nfs', name: String(name), reach: 'unknown', active, source }],
    unread: [],
  };
}
