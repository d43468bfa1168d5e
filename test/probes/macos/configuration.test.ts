import { expect, test } from 'vitest';
import { readHardware } from '../../../src/probes/macos/configuration/hardware.ts';
import { configurationProbe } from '../../../src/probes/macos/configuration.ts';
import { capturedMac, notAborted } from './captured-mac.ts';

// The forms of system_profiler's JSON are as public inventory tools decode them; no Mac's own output.
const appleSilicon = {
  SPHardwareDataType: [{ _name: 'hardware_overview', chip_type: 'Apple M3', physical_memory: '16 GB' }],
  SPMemoryDataType: [{ SPMemoryDataType: '16 GB', dimm_manufacturer: 'Hynix', dimm_type: 'LPDDR5' }],
  SPNVMeDataType: [
    {
      _name: 'Apple SSD Controller',
      _items: [
        {
          _name: 'APPLE SSD AP0512Z',
          detachable_drive: 'no',
          device_serial: '0ba01',
          size_in_bytes: 500277792768,
        },
        { _name: 'SAMSUNG T9', detachable_drive: 'yes', device_serial: 'S7', size_in_bytes: 1000204886016 },
      ],
    },
  ],
  SPSerialATADataType: [],
};
const intel = {
  SPHardwareDataType: [{ cpu_type: '6-Core Intel Core i5' }],
  SPMemoryDataType: [
    {
      _name: 'global_name',
      _items: [
        { _name: 'BANK 0/ChannelA-DIMM0', dimm_size: '8 GB', dimm_serial_number: '0x3A1C' },
        { _name: 'BANK 1/ChannelA-DIMM1', dimm_size: 'empty', dimm_serial_number: '-' },
      ],
    },
  ],
};
const line =
  '/usr/sbin/system_profiler -json SPHardwareDataType SPMemoryDataType SPNVMeDataType SPSerialATADataType';

test('Apple silicon and Intel: processor, memory, and the disks that cannot be taken off', () => {
  expect(readHardware(JSON.stringify(appleSilicon))).toEqual({
    processor: 'Apple M3',
    memory: { told: 'total', modules: [{ bytes: 16 * 2 ** 30, serial: '' }] },
    disks: [{ model: 'APPLE SSD AP0512Z', serial: '0ba01', bytes: 500_277_792_768 }],
  });
  expect(readHardware(JSON.stringify(intel))).toMatchObject({
    processor: '6-Core Intel Core i5',
    memory: { told: 'modules', modules: [{ bytes: 8 * 2 ** 30, serial: '0x3A1C' }] },
  });
});

test('the hardware is asked for once; own interfaces and the name are in files', async () => {
  const entry = (type: string, builtIn: boolean, name: string) => ({
    SCNetworkInterfaceType: type,
    IOBuiltin: builtIn,
    SCNetworkInterfaceInfo: { UserDefinedName: name },
  });
  const mac = capturedMac({
    commands: { [line]: [JSON.stringify(appleSilicon)] },
    files: {
      '/Library/Preferences/SystemConfiguration/NetworkInterfaces.plist': {
        plist: {
          Interfaces: [
            entry('IEEE80211', true, 'Wi-Fi'),
            entry('Ethernet', false, 'USB 10/100/1G/2.5G LAN'),
            entry('Ethernet', true, 'Thunderbolt 1'),
          ],
        },
        form: 'xml',
      },
      '/Library/Preferences/SystemConfiguration/preferences.plist': {
        plist: { System: { System: { ComputerName: 'Carol’s Mac (2)' } } },
        form: 'xml',
      },
    },
  });
  const probe = configurationProbe(mac);
  const reading = await probe.read(notAborted);
  expect(reading).toMatchObject({
    value: {
      adapters: [{ kind: 'wifi', address: '' }],
      edition: 'macOS',
      hostName: 'Carol’s Mac',
      unread: [],
    },
  });
  expect(await probe.read(notAborted)).toEqual(reading);
  expect(mac.started).toEqual([line]);
});

test('a Mac that does not tell what it is built of has no configuration to compare', async () => {
  const silentMac = capturedMac({ commands: { [line]: ['no json'] } });
  expect(await configurationProbe(silentMac).read(notAborted)).toMatchObject({
    state: 'unknown',
    reason: 'unparsable',
    detail: 'no json',
  });
});
