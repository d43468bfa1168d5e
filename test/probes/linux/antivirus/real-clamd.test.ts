import { expect } from 'vitest';
import type { FactValue } from '../../../../src/facts/registry.ts';
import { readInSandbox } from '../../../desktop/in-sandbox.ts';
import { testOnMachine } from '../../../not-run.ts';

const needs = {
  root: true,
  programs: ['/usr/sbin/ip', '/usr/sbin/clamd', '/usr/bin/sigtool', '/usr/bin/faketime', '/usr/sbin/useradd'],
};
const clamd = `
  user carol; chown clamav /run/clamav /var/lib/clamav; cd /root
  # A container as freshclam brings it, with a real version and an age of our choice.
  database() { # VERSION AGE
    rm -rf db; mkdir db; cd db; echo virus > v; echo x > COPYING
    echo "$(md5sum < v | cut -d' ' -f1):$(stat -c %s v):Bench.Test" > daily.hdb
    echo bench | faketime "$2" sigtool --unsigned --build=daily.cud --cvd-version="$1" --datadir="$PWD" >&2
    cp daily.cud /var/lib/clamav/; cd ..
  }
`;
const daysAgo = (text: string | null) => Math.round((Date.now() - Date.parse(text ?? '')) / 86_400_000);

testOnMachine(
  needs,
  'a real clamd with signatures of nine days, that has not reloaded newer ones yet',
  async () => {
    const readings = await readInSandbox<'antivirus'>(`${clamd}
    database 27456 '9 days ago'
    clamd >&2; wait_for test -S /run/clamav/clamd.ctl
    read_fact carol antivirus nine warm
    database 27465 '1 day ago'
    read_fact carol antivirus not-reloaded`);
    const products = readings.map(({ reading }) =>
      reading.state === 'known' ? reading.value.products[0] : undefined,
    );
    expect(products[0]).toMatchObject({ name: 'ClamAV', running: 'on', realTime: 'off' });
    expect(daysAgo(products[0]?.signaturesAt ?? null)).toBe(9);
    expect(products[0]?.source).toBe('clamd socket /var/run/clamav/clamd.ctl, /var/lib/clamav/daily.cud');
    expect(readings[1]?.children).toBe(0);
    expect(daysAgo(products[2]?.signaturesAt ?? null)).toBe(9);
    expect(products[2]?.source).toContain('VERSION 27456, /var/lib/clamav/daily.cud 27465');
  },
);

testOnMachine(
  needs,
  'a real clamd without an official database has no date; one that was ended is off',
  async () => {
    const readings = await readInSandbox<'antivirus'>(`${clamd}
    echo '44d88612fea8a8f36de82e1278abb02f:68:Own.Signature' > /var/lib/clamav/own.hdb
    clamd >&2; wait_for test -S /run/clamav/clamd.ctl
    read_fact carol antivirus own
    pkill -KILL -x clamd; gone() { ! pgrep -x clamd; }; wait_for gone
    read_fact carol antivirus ended
    mount -o remount,hidepid=2 /proc; read_fact carol antivirus hidden`);
    const state = Object.fromEntries(readings.map(({ label, reading }) => [label, reading]));
    expect(state).toMatchObject({
      own: {
        value: {
          products: [{ running: 'on', signaturesAt: null, source: expect.stringMatching(/ VERSION$/) }],
        },
      },
      ended: { value: { products: [{ running: 'off', realTime: 'off' }] } },
      hidden: { value: { products: [{ running: 'unknown', realTime: 'unknown' }] } },
    });
  },
);

testOnMachine(
  { ...needs, programs: [...needs.programs, '/usr/sbin/clamonacc'] },
  'a real clamonacc makes it real-time protection',
  async () => {
    const [reading] = await readInSandbox<'antivirus'>(`${clamd}
      database 27465 '1 day ago'
      mkdir -p /srv/watched; echo 'OnAccessIncludePath /srv/watched' >> /etc/clamav/clamd.conf
      echo 'OnAccessExcludeUname clamav' >> /etc/clamav/clamd.conf
      clamd >&2; wait_for test -S /run/clamav/clamd.ctl
      clamonacc --foreground --fdpass >&2 & wait_for pgrep -x clamonacc
      read_fact carol antivirus guarded`);
    expect(reading?.reading).toMatchObject({ value: { products: [{ running: 'on', realTime: 'on' }] } });
  },
);

testOnMachine(
  { root: true, programs: ['/usr/sbin/ip', '/usr/sbin/useradd', '/usr/bin/unshare', '/usr/sbin/clamd'] },
  'the antivirus of a container is not this machine’s; half a container’s may be; a service with mounts of its own is',
  async () => {
    const readings = await readInSandbox<'antivirus'>(`
      user carol; mkdir -p /run/c/upper /run/c/work /run/c/root
      mount -t overlay overlay -o lowerdir=/,upperdir=/run/c/upper,workdir=/run/c/work /run/c/root
      for name in clamd clamonacc falcon-sensor; do cp /bin/sleep /run/c/root/$name; cp /bin/sleep /srv/$name; done
      gone() { ! pgrep -x clamonacc; }
      try() { # LABEL CMD…: three programs of a product each, started by CMD
        local label=$1; shift
        for name in clamd clamonacc falcon-sensor; do "$@" "$name" 600 & wait_for pgrep -x "$name"; done
        read_fact carol antivirus "$label"; pkill -KILL -x 'clamd|clamonacc|falcon-sensor'; wait_for gone
      }
      inside() { unshare --pid --fork --root=/run/c/root "/$1" "$2"; }; try container inside
      inside() { unshare --root=/run/c/root "/$1" "$2"; }; try host-pid inside
      inside() { unshare --pid --fork "/srv/$1" "$2"; }; try same-root inside
      inside() { unshare --mount bash -c 'mount -t tmpfs tmpfs /mnt; exec "$@"' - "/srv/$1" "$2"; }; try private inside`);
    const said = readings.map(({ label, reading }) => [
      label,
      reading.state === 'known' && stateOf(reading.value),
    ]);
    expect(said).toEqual([
      ['container', ['ClamAV: off, off']],
      ['host-pid', ['ClamAV: unknown, unknown', 'CrowdStrike Falcon: unknown, unknown']],
      ['same-root', ['ClamAV: unknown, unknown', 'CrowdStrike Falcon: unknown, unknown']],
      ['private', ['ClamAV: unknown, on', 'CrowdStrike Falcon: on, unknown']],
    ]);
  },
);

function stateOf({ products }: FactValue<'antivirus'>): string[] {
  return products.map(({ name, running, realTime }) => `${name}: ${running}, ${realTime}`);
}
