import type { Program } from '../../facts/approved-software.ts';
import { known } from '../../facts/fact.ts';
import { type FoundPrograms, softwareFact, unreadPrograms } from '../found-programs.ts';
import { KeptAnswer } from '../kept-answer.ts';
import { KeptFiles } from '../kept-files.ts';
import type { Probe } from '../probe.ts';
import { findAppFolders, uosMenuFolders } from './approved-software/app-folders.ts';
import { parseDesktopEntry } from './approved-software/desktop-entry.ts';
import { findDpkg, parseDpkgStatus } from './approved-software/dpkg.ts';
import { findMenuEntries, menuFolders } from './approved-software/menus.ts';
import { findRpm } from './approved-software/rpm.ts';
import { findRunning } from './approved-software/running.ts';
import type { LinuxSystem } from './system.ts';

/** Every program on this computer: what the package managers and the menus tell, and what runs. */
export function approvedSoftwareProbe(system: LinuxSystem): Probe<'approved-software'> {
  const { root, home } = system;
  const packages = new KeptFiles((bytes) => parseDpkgStatus(bytes.toString('utf8')));
  const entries = new KeptFiles<Program | null>((bytes, path) =>
    parseDesktopEntry(bytes.toString('utf8'), shownPath(path, root, home)),
  );
  const rpm = new KeptAnswer<FoundPrograms>();
  return {
    fact: 'approved-software',
    budgetMs: 8000,
    read: async (signal) => {
      const folders = await findAppFolders(root, home);
      const [dpkgs, rpms, menus, running] = await Promise.all([
        findDpkg(root, packages),
        findRpm(system, rpm, signal),
        findMenuEntries(root, [...menuFolders(system), ...uosMenuFolders(folders)], entries),
        findRunning(root),
      ]);
      const other = dpkgs.there || rpms.there ? [] : [unreadPrograms('dpkg, rpm', 'neither is here')];
      const value = softwareFact([menus, folders, dpkgs, rpms, running, ...other]);
      return known(value, sourcesOf(dpkgs, rpms));
    },
  };
}

/** The folders in which a new program appears. dpkg's own list is written anew at every step of an update. */
export function approvedSoftwareWatchedFiles(system: LinuxSystem): string[] {
  return menuFolders(system);
}

/** Without the folder of a captured machine, and without the name of the user. */
function shownPath(path: string, root: string, home: string): string {
  const own = path.slice(root.replace(/\/$/, '').length);
  return own.startsWith(`${home}/`) ? `~${own.slice(home.length)}` : own;
}

function sourcesOf(dpkgs: { there: boolean }, rpms: { there: boolean }): string {
  return [...(dpkgs.there ? ['dpkg'] : []), ...(rpms.there ? ['rpm'] : []), 'applications', '/proc'].join(
    ', ',
  );
}
