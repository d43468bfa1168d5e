import { firstLock, type Lock } from '../../first-lock.ts';
import { noSetting } from '../gsettings/setting.ts';
import { minutes, notRunning, type ReadLock } from './lock.ts';
import { readSettings, type Values } from './settings.ts';

const saver = 'org.ukui.screensaver';

/**
 * Kylin's desktop: ukui-screensaver-backend starts the screen saver, which asks for the password where `lock-enabled`.
 * Newer builds can lock apart from it (`idle-lock-enabled`, `idle-lock`); older ones keep the wait in org.ukui.session.
 * Minutes all of them; below 1 is never.
 */
export const readUkuiLock: ReadLock = async (session) => {
  if (!session.desktop.programs.has('ukui-screensave')) return notRunning('ukui-screensaver-backend');
  const values = await readSettings(session, {
    idle: { schema: saver, key: 'idle-delay', missing: null },
    sessionIdle: { schema: 'org.ukui.session', key: 'idle-delay', missing: null },
    active: { schema: saver, key: 'idle-activation-enabled', missing: true },
    enabled: { schema: saver, key: 'lock-enabled' },
    delay: { schema: saver, key: 'lock-delay', missing: 0 },
    lockIdle: { schema: saver, key: 'idle-lock', missing: null },
    lockActive: { schema: saver, key: 'idle-lock-enabled', missing: null },
  });
  if (!values.ok) return values;
  if (!values.has('idle') && !values.has('sessionIdle'))
    return noSetting('missing-source', values.source('idle'), 'not installed');
  const bySaver = savedLock(values);
  if (!values.has('lockIdle') || !values.has('lockActive')) return bySaver;
  return firstLock([bySaver, ownLock(values)]);
};

function savedLock(values: Values): Lock {
  const idle = values.has('idle') ? 'idle' : 'sessionIdle';
  const wait = values.number(idle);
  return {
    ok: true,
    mechanism: 'ukui-screensaver',
    wait: wait > 0 && values.flag('active') ? minutes(wait) : 'never',
    grace: minutes(Math.max(0, values.number('delay'))),
    passwordRequired: values.flag('enabled'),
    managed: values.managed,
    source: values.source(idle),
  };
}

function ownLock(values: Values): Lock {
  const wait = values.number('lockIdle');
  return {
    ok: true,
    mechanism: 'ukui-screensaver',
    wait: wait > 0 && values.flag('lockActive') ? minutes(wait) : 'never',
    grace: 0,
    passwordRequired: true,
    managed: values.managed,
    source: values.source('lockIdle'),
  };
}
