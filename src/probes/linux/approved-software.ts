import type { Program } from '../../facts/approved-software.ts';
import { known } from '../../facts/fact.ts';
import { type FoundPrograms, softwareFact, unreadPrograms } from '../found-programs.ts';
import { KeptAnswer } from '../kept-answer.ts';
import { KeptFiles } from '../kept-files.ts';
import type { Probe } from '../probe.ts';
import { shownPath } from '../shown-path.ts';
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
    parseDesktopEntry(bytes.toString('utf8'), shownPath(below(root, path), home)),
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
        findMenuEntries(system, [...menuFolders(system), ...uosMenuFolders(folders)], entries),
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

/** A path on the machine, whose root may be a folder here. */
function below(root: string, path: string): string {
  return path.slice(root.replace(/\/$/, '').length);
}

function sourcesOf(dpkgs: { there: boolean }, rpms: { there: boolean }): string {
  return [...(dpkgs.there ? ['dpkg'] : []), ...(rpms.there ? ['rpm'] : []), 'applications', '/proc'].join(
    ', ',
  );
}
