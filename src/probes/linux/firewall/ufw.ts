import type { Firewall } from '../../../facts/firewall.ts';
import { readText } from '../read-text.ts';
import type { Finding, Scene } from './scene.ts';

const settings = '/etc/ufw/ufw.conf';
const defaults = '/etc/default/ufw';
export const ufwUnit = 'ufw.service';

/**
 * Ubuntu's and Deepin's firewall: switched on in a file that everybody may read, put in force by a unit that loads it at
 * start. A unit alone is no sign: it is active too where it found the firewall switched off.
 */
export async function findUfw({ system, units }: Scene): Promise<Finding> {
  const [file, policy] = await Promise.all([
    readText(system.root, settings),
    readText(system.root, defaults),
  ]);
  if (file.found === 'missing') return {};
  if (file.found !== 'text') return { unread: { source: settings, detail: file.found } };
  const enabled = variableIn(file.text, 'ENABLED')?.toLowerCase();
  const ufw = (state: Firewall['state'], more: Partial<Firewall> = {}): Finding => ({
    firewall: { name: 'ufw', state, source: `${settings} ENABLED=${enabled}`, ...more },
  });
  if (enabled === 'no') return ufw('off');
  if (enabled !== 'yes') return ufw('unknown');
  const incoming = policy.found === 'text' ? variableIn(policy.text, 'DEFAULT_INPUT_POLICY') : undefined;
  if (incoming === 'ACCEPT') return ufw('open', { source: `${defaults} DEFAULT_INPUT_POLICY=ACCEPT` });
  const unit = units?.get(ufwUnit);
  const source = `${settings} ENABLED=yes, ${ufwUnit}: ${unit ?? 'no answer'}`;
  if (incoming === undefined) return ufw('unknown', { source: `${source}, ${defaults}: ${policy.found}` });
  if (unit === undefined) return ufw('unknown', { source, doubt: 'single-source' });
  return unit === 'active' ? ufw('on', { source }) : ufw('unknown', { source, doubt: 'conflicting' });
}

/** A shell's assignment, the last of several; quotes are the shell's. */
function variableIn(text: string, name: string): string | undefined {
  const found = [...text.matchAll(new RegExp(`^[ \\t]*${name}=["']?([^"'\\s#]*)`, 'gm'))];
  return found.at(-1)?.[1];
}
