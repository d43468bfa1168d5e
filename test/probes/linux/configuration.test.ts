import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { configurationProbe } from '../../../src/probes/linux/configuration.ts';
import { notAborted } from './fake-machine.ts';
import { put } from './machine.ts';
import { temporaryFolder } from './temporary-folder.ts';

const pci = '/sys/devices/pci0000:00/0000:00:1d.0';

/** Its paths and values are those of sysfs and of udev's own files on Debian 12 (systemd 252). */
function notebook(): string {
  const root = temporaryFolder();
  const link = (path: string, target: string): void => {
    mkdirSync(join(root, target), { recursive: true });
    mkdirSync(dirname(join(root, path)), { recursive: true });
    symlinkSync(join(root, target), join(root, path));
  };
  const disk = (name: string, behind: string, size: string): void => {
    link(`/sys/block/${name}/device`, behind);
    put(root, `/sys/block/${name}/size`, `${size}\n`);
    put(root, `/sys/block/${name}/removable`, '0\n');
  };
  const adapter = (
    name: string,
    behind: string,
    address: string,
    more: Record<string, string> = {},
  ): void => {
    link(`/sys/class/net/${name}/device`, behind);
    put(root, `/sys/class/net/${name}/address`, `${address}\n`);
    put(root, `/sys/class/net/${name}/addr_assign_type`, '0\n');
    for (const [file, text] of Object.entries(more)) put(root, `/sys/class/net/${name}/${file}`, `${text}\n`);
  };
  put(root, '/proc/cpuinfo', 'processor\t: 0\nmodel name\t: 13th Gen Intel(R) Core(TM)  i5-1340P\n');
  put(root, '/etc/os-release', 'ID=debian\nVERSION_ID="12"\n');
  put(root, '/etc/hostname', 'pc-0117\n');
  put(
    root,
    '/run/udev/data/+dmi:id',
    'E:MEMORY_DEVICE_0_SIZE=8589934592\nE:MEMORY_DEVICE_0_SERIAL_NUMBER=9C1D04A7\nE:MEMORY_DEVICE_1_PRESENT=0\nE:MEMORY_DEVICE_1_SIZE=0\n',
  );
  disk('nvme0n1', `${pci}/nvme/nvme0`, '1000215216');
  put(root, `${pci}/nvme/nvme0/model`, 'SAMSUNG MZVL2512HCJQ-00BL2              \n');
  put(root, `${pci}/nvme/nvme0/serial`, 'S64KNX0T123456      \n');
  disk('sda', '/sys/devices/pci0000:00/0000:00:14.0/usb2/2-1/2-1:1.0/host0/target0:0:0/0:0:0:0', '60062500');
  disk('nvme1n1', '/sys/devices/pci0000:00/0000:00:07.0/0000:03:00.0/nvme/nvme1', '1000215216');
  put(root, '/sys/devices/pci0000:00/0000:00:07.0/0000:03:00.0/removable', 'removable\n');
  put(root, '/sys/block/loop0/size', '8\n');
  put(root, '/sys/block/dm-0/size', '1000\n');
  adapter('eno1', '/sys/devices/pci0000:00/0000:00:1f.6', '00:00:5e:00:53:01');
  adapter('wlp0s20f3', '/sys/devices/pci0000:00/0000:00:14.3', '7a:11:22:33:44:55', {
    uevent: 'DEVTYPE=wlan',
    addr_assign_type: '3',
    'phy80211/macaddress': '00:00:5e:00:53:02',
  });
  adapter('wlp0s20f3-ap', '/sys/devices/pci0000:00/0000:00:14.3', '7a:11:22:33:44:56', {
    uevent: 'DEVTYPE=wlan',
    addr_assign_type: '3',
  });
  symlinkSync(
    join(root, '/sys/class/net/wlp0s20f3/phy80211'),
    join(root, '/sys/class/net/wlp0s20f3-ap/phy80211'),
  );
  adapter('enx00', '/sys/devices/pci0000:00/0000:00:14.0/usb3/3-2/3-2:1.0', '00:00:5e:00:53:03');
  put(root, '/sys/class/net/docker0/address', '02:42:00:00:00:01\n');
  put(root, '/sys/class/net/tun0/address', '\n');
  return root;
}

test('what is built in is told once; what a dock, a USB port, a VPN or a container brings is not', async () => {
  const reading = await configurationProbe({ root: notebook() }).read(notAborted);
  expect(reading).toMatchObject({
    state: 'known',
    value: {
      processor: '13th Gen Intel(R) Core(TM) i5-1340P',
      memory: { told: 'modules', modules: [{ bytes: 8_589_934_592, serial: '9C1D04A7' }] },
      disks: [{ model: 'SAMSUNG MZVL2512HCJQ-00BL2', serial: 'S64KNX0T123456', bytes: 512_110_190_592 }],
      adapters: [
        { kind: 'ethernet', address: '00-00-5E-00-53-01' },
        { kind: 'wifi', address: '00-00-5E-00-53-02' },
      ],
      edition: 'debian',
      hostName: 'pc-0117',
      unread: [],
    },
  });
});

test('where the firmware tells udev nothing, all memory counts as one, in whole blocks', async () => {
  const root = temporaryFolder();
  put(root, '/sys/devices/system/memory/block_size_bytes', '8000000\n');
  for (const block of ['memory0', 'memory1', 'memory40'])
    put(root, `/sys/devices/system/memory/${block}/online`, '1\n');
  const reading = await configurationProbe({ root }).read(notAborted);
  expect(reading).toMatchObject({
    value: {
      memory: { told: 'total', modules: [{ bytes: 3 * 134_217_728, serial: '' }] },
      disks: null,
      adapters: null,
    },
  });
});

test('where no disk of the computer is told of, its disks were not read', async () => {
  const root = temporaryFolder();
  put(root, '/sys/block/loop0/size', '8\n');
  const reading = await configurationProbe({ root }).read(notAborted);
  expect(reading).toMatchObject({ value: { disks: null } });
  expect(JSON.stringify(reading)).toContain('"source":"/sys/block"');
});

test('of this machine itself: the same twice, and no child process could have been started', async () => {
  const probe = configurationProbe({ root: '/' });
  const reading = await probe.read(notAborted);
  expect(reading).toMatchObject({ state: 'known', value: { hostName: expect.stringMatching(/./) } });
  expect(await probe.read(notAborted)).toEqual(reading);
});
