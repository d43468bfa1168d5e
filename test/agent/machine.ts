import { absent, known, type Reading } from '../../src/facts/fact.ts';
import type { FactName, FactValue } from '../../src/facts/registry.ts';
import type { Platform, Probe } from '../../src/probes/probe.ts';

export interface Machine {
  readonly platform: Platform;
  /** Changed by a test, read by the next scan. */
  readonly facts: { wait: number; reads: number };
  /** Set by a test to hold every probe until it resolves. */
  hold: Promise<void> | null;
  /** A setting changed that no file shows; does nothing while nobody watches. */
  settingChanged(): void;
}

/** A computer whose facts a test sets; complies at first, but for what it has no probe for. */
export function machine(watched: readonly string[] = []): Machine {
  const facts = { wait: 300, reads: 0 };
  const watchers = new Set<() => void>();
  const made: Machine = {
    facts,
    hold: null,
    settingChanged: () => {
      for (const tell of watchers) tell();
    },
    platform: {
      os: 'linux',
      probes: [
        probe('screen-lock', () => {
          facts.reads += 1;
          return known(
            {
              desktop: 'GNOME',
              mechanism: 'gnome-shell',
              wait: facts.wait,
              grace: 0,
              passwordRequired: true,
              managed: false,
            },
            'org.gnome.desktop.session idle-delay',
          );
        }),
        probe('password-age', () => known({ changedOn: dayBefore(), account: 'local' }, 'AccountsService')),
        probe('antivirus', () => absent('no-graphical-session')),
        probe('sharing', () => known({ offers: [], unread: [] }, '/proc/net/tcp')),
      ],
      watchedFiles: () => watched,
      watchSettings: (onChange) => {
        watchers.add(onChange);
        return () => watchers.delete(onChange);
      },
      describeDevice: async () => ({
        hostname: 'desk-17',
        manufacturer: 'Maker',
        model: 'Model',
        serial: 'S1',
        osName: 'Debian',
        osVersion: '12',
        cpu: 'CPU',
        memoryBytes: 8e9,
      }),
      canOpenSettings: async () => false,
      openSettings: async () => false,
    },
  };
  function probe<Name extends FactName>(fact: Name, read: () => Reading<FactValue<Name>>): Probe {
    const whole: Probe<Name> = {
      fact,
      budgetMs: 30_000,
      read: async () => {
        await made.hold;
        return read();
      },
    };
    return whole as unknown as Probe;
  }
  return made;
}

/** Yesterday by UTC: old enough for no clock to call it the future, young enough for every policy. */
function dayBefore(): string {
  return new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
}
