import { expect, test } from 'vitest';
import type { BusReply, CallBus } from '../../../src/probes/linux/bus-call.ts';
import { linuxDesktopSession } from '../../../src/probes/linux/desktop-session.ts';

/** A bus on which only these services are, each with its answer to whatever it is asked. */
function busWith(services: Readonly<Record<string, BusReply>>): CallBus {
  return async ({ destination, member, args }) => {
    if (member === 'NameHasOwner') return { ok: true, body: [String(args?.[0]) in services] };
    return services[destination] ?? { ok: false, reason: 'no-service', detail: destination };
  };
}

const yes: BusReply = { ok: true, body: [true] };
const no: BusReply = { ok: true, body: [false] };
const noProperty: BusReply = { ok: false, reason: 'failed', detail: 'No such property' };

function isPresenting(services: Readonly<Record<string, BusReply>>): Promise<boolean> {
  return linuxDesktopSession({ callBus: busWith(services) }).isPresenting();
}

test.each(['org.gnome.SessionManager', 'org.freedesktop.Notifications', 'org.freedesktop.PowerManagement'])(
  'what %s inhibits is a presentation',
  async (service) => {
    expect(await isPresenting({ [service]: yes })).toBe(true);
    expect(await isPresenting({ [service]: no })).toBe(false);
  },
);

test('a desktop that does not know the question is not presenting', async () => {
  expect(await isPresenting({})).toBe(false);
  expect(await isPresenting({ 'org.freedesktop.Notifications': noProperty })).toBe(false);
});

test('without a bus nothing is claimed', async () => {
  const noBus: BusReply = { ok: false, reason: 'no-bus', detail: 'no address' };
  const session = linuxDesktopSession({ callBus: async () => noBus });
  expect(await session.isPresenting()).toBe(false);
  expect(await session.hasTrayHost()).toBe('unknown');
});

test('the panel is found by the name of its watcher', async () => {
  const session = (services: Readonly<Record<string, BusReply>>) =>
    linuxDesktopSession({ callBus: busWith(services) });
  expect(await session({ 'org.kde.StatusNotifierWatcher': yes }).hasTrayHost()).toBe('yes');
  expect(await session({}).hasTrayHost()).toBe('no');
});
