import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Below `DESKWARD_HOME`, beside what else a checkout's `npm start` keeps there. */
const folderInHome = 'agent';

/** Electron names its own folder after `productName`; the headless agent must find the same one. */
const folderName = 'Deskward';

/** The environment variables that say where a user's files go. */
export interface FolderVariables {
  readonly DESKWARD_HOME?: string | undefined;
  readonly APPDATA?: string | undefined;
  readonly XDG_CONFIG_HOME?: string | undefined;
}

/**
 * @returns where this user's agent keeps everything: in `DESKWARD_HOME`, else the folder that Electron calls `userData`
 * (https://www.electronjs.org/docs/latest/api/app#appgetpathname).
 */
export function agentFolder(
  env: FolderVariables = process.env,
  os: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  const own = env.DESKWARD_HOME;
  if (own !== undefined && own !== '') return resolve(own, folderInHome);
  if (os === 'win32') return join(env.APPDATA ?? join(home, 'AppData', 'Roaming'), folderName);
  if (os === 'darwin') return join(home, 'Library', 'Application Support', folderName);
  // The XDG specification has relative paths ignored.
  const configured = env.XDG_CONFIG_HOME;
  return join(configured?.startsWith('/') === true ? configured : join(home, '.config'), folderName);
}
