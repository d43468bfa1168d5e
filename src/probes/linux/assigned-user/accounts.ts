import { readText } from '../read-text.ts';

/** The accounts of this computer: which belong to programs, and which come from a directory. */
export interface Accounts {
  isSystem(name: string): boolean;
  /** A directory's names are the same in any case; those in /etc/passwd are not. */
  isLocal(name: string): boolean;
}

const passwdFile = '/etc/passwd';
const loginFile = '/etc/login.defs';
/** login.defs(5); what shadow takes where the file is silent. */
const firstUser = 1000;
/** root is no program's: who signs in as root is a person that the name does not tell. */
const root = 0;
/** systemd's uid and gid ranges (UIDS-GIDS.md): users that services make for themselves, and nobody. */
const isTransient = (uid: number): boolean => (uid >= 61_184 && uid <= 65_519) || uid === 65_534;

/** @returns null where the list of accounts can't be read. */
export async function readAccounts(rootFolder: string): Promise<Accounts | null> {
  const [passwd, login] = await Promise.all(
    [passwdFile, loginFile].map((file) => readText(rootFolder, file)),
  );
  if (passwd?.found !== 'text') return null;
  const uids = new Map(passwd.text.split('\n').map((line) => [line.split(':')[0] ?? '', uidOf(line)]));
  const first = login?.found === 'text' ? firstUserIn(login.text) : firstUser;
  return {
    isSystem(name) {
      const uid = uids.get(name);
      return uid !== undefined && uid !== root && (uid < first || isTransient(uid));
    },
    isLocal: (name) => uids.has(name),
  };
}

function uidOf(line: string): number {
  return Number(line.split(':')[2]);
}

function firstUserIn(text: string): number {
  return Number(/^\s*UID_MIN\s+(\d+)/m.exec(text)?.[1] ?? firstUser);
}
