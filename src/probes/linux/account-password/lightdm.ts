import type { SwitchFinding, unclear } from '../../account-password-reading.ts';
import { firstExisting } from '../first-existing.ts';
import type { DisplayManager } from './display-manager.ts';
import { filesIn, isUnclear, readKeyFiles, type Setting } from './key-files.ts';

/** From the least important on (lightdm(1), "Configuration"). */
const folders = [
  '/usr/share/lightdm/lightdm.conf.d',
  '/etc/xdg/lightdm/lightdm.conf.d',
  '/etc/lightdm/lightdm.conf.d',
];
const mainFile = '/etc/lightdm/lightdm.conf';
/** Where programs of the system lie: LightDM looks for its helper on its own PATH. */
const programFolders = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin'];

type Unclear = ReturnType<typeof unclear>;
type Entries = ReadonlyMap<string, Setting>;
interface Configuration {
  /** What holds for the first seat: all sections that match it, one over the other. */
  readonly seat: Entries;
  readonly guestScript: string;
}

export const lightdm: DisplayManager = {
  names: ['lightdm'],
  pam: 'lightdm',
  async automaticSignIn(root) {
    const configuration = await readConfiguration(root);
    if (isUnclear(configuration)) return configuration;
    const { seat } = configuration;
    const user = seat.get('autologin-user');
    if (user !== undefined && user.value !== '') return { state: 'on', source: user.source };
    return isTrue(seat.get('autologin-guest')) ?? { state: 'off', source: 'LightDM autologin-user' };
  },
  async guest(root) {
    const configuration = await readConfiguration(root);
    if (isUnclear(configuration)) return configuration;
    const allowed = configuration.seat.get('allow-guest');
    if (allowed?.value === 'false') return { state: 'off', source: allowed.source };
    // Allowed is the default, and means nothing without the script that makes the account.
    const script = await findProgram(root, configuration.guestScript);
    return script === undefined
      ? { state: 'off', source: 'LightDM guest-account-script' }
      : { state: 'on', source: script };
  },
};

function isTrue(setting: Setting | undefined): SwitchFinding | undefined {
  return setting?.value === 'true' ? { state: 'on', source: setting.source } : undefined;
}

async function findProgram(root: string, commandLine: string): Promise<string | undefined> {
  const [program = ''] = commandLine.split(' ');
  const paths = program.startsWith('/') ? [program] : programFolders.map((folder) => `${folder}/${program}`);
  return firstExisting(root, paths);
}

async function readConfiguration(root: string): Promise<Configuration | Unclear> {
  const paths: string[] = [];
  for (const folder of folders) {
    const files = await filesIn(root, folder);
    if (isUnclear(files)) return files;
    paths.push(...files.filter((file) => file.endsWith('.conf')));
  }
  const settings = await readKeyFiles(root, [...paths, mainFile]);
  if (isUnclear(settings)) return settings;
  const seats = [...settings].filter(([section]) => isFirstSeat(section));
  return {
    seat: new Map(seats.flatMap(([, entries]) => [...entries])),
    guestScript: settings.get('LightDM')?.get('guest-account-script')?.value ?? 'guest-account',
  };
}

/** `[SeatDefaults]` is what versions before 1.15 call `[Seat:*]`. */
function isFirstSeat(section: string): boolean {
  if (section === 'SeatDefaults') return true;
  const pattern = /^Seat:(.*)$/.exec(section)?.[1];
  if (pattern === undefined) return false;
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test('seat0');
}
