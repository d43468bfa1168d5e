import { noTrace, traceOf, unreadTrace } from '../../backup-trace.ts';
import { openGSettings } from '../gsettings/gsettings.ts';
import { readText } from '../read-text.ts';
import type { LinuxSystem } from '../system.ts';

/** Déjà Dup writes the moment of its last finished backup, in ISO 8601; empty where there was none. */
const schema = 'org.gnome.DejaDup';
const key = 'last-backup';

/** The one of the distribution, by GSettings; without its schema it is not installed. */
export async function findDejaDup(system: LinuxSystem, signal: AbortSignal) {
  const settings = await openGSettings(system, system.env, signal);
  const setting = await settings.read(schema, key);
  if (setting.ok) return traceFrom(setting.value, setting.source);
  return setting.reason === 'missing-source' ? noTrace : unreadTrace(`${schema} ${key}`, setting.reason);
}

/** The one of Flathub keeps its settings in a file of its own (GKeyfileSettingsBackend). */
export async function findSandboxedDejaDup({ root, home }: LinuxSystem) {
  const path = `${home}/.var/app/org.gnome.DejaDup/config/glib-2.0/settings/keyfile`;
  const file = await readText(root, path);
  if (file.found === 'missing') return noTrace;
  if (file.found !== 'text') return unreadTrace(path, file.found);
  const group = /^\[org\/gnome\/deja-dup\]$([^[]*)/m.exec(file.text)?.[1] ?? '';
  return traceFrom(/^last-backup='([^']*)'$/m.exec(group)?.[1] ?? '', path);
}

/** Nothing set up looks as nothing done: both are told by an empty text, and prove nothing. */
function traceFrom(value: unknown, source: string) {
  if (value === '') return noTrace;
  const finishedAt = Date.parse(String(value));
  return Number.isNaN(finishedAt)
    ? unreadTrace(source, `no date: ${String(value)}`)
    : traceOf('deja-dup', finishedAt, source);
}
