import type { NetworkAdapter } from '../system.ts';
import { win32Failure } from './failure.ts';
import { guidText } from './guid.ts';
import { native } from './library.ts';
import { bytesAt, Fields, outPointer, sizeOf } from './memory.ts';
import { addressPrefix, interfaceRow, interfaceTable, routeRow, routeTable } from './network-structures.ts';
import type { Structure } from './structure.ts';

const getIfTable = native('iphlpapi.dll', 'GetIfTable2', 'uint32', ['void *']);
const getForwardTable = native('iphlpapi.dll', 'GetIpForwardTable2', 'uint32', ['uint32', 'void *']);
const freeTable = native('iphlpapi.dll', 'FreeMibTable', 'void', ['void *']);

/** IF_OPER_STATUS (ifdef.h), and the bits of InterfaceAndOperStatusFlags (netioapi.h). */
const up = 1;
const hardwareInterface = 1;
const filterInterface = 2;
/** AF_UNSPEC: IPv4 and IPv6. */
const anyFamily = 0;

/** Every adapter; a filter in between repeats the one it stands in. */
export function readNetworkAdapters(): NetworkAdapter[] {
  return rowsOf(interfaceTable, interfaceRow, 'GetIfTable2', (memory) => Number(getIfTable(memory)))
    .filter((row) => (row.number('InterfaceAndOperStatusFlags') & filterInterface) === 0)
    .map((row) => ({
      index: row.number('InterfaceIndex'),
      guid: guidText(row.bytes('InterfaceGuid')),
      name: textOf(row.bytes('Alias')),
      type: row.number('Type'),
      medium: row.number('PhysicalMediumType'),
      isUp: row.number('OperStatus') === up,
      isHardware: (row.number('InterfaceAndOperStatusFlags') & hardwareInterface) !== 0,
      address: addressOf(
        row.bytes('PermanentPhysicalAddress').subarray(0, row.number('PhysicalAddressLength')),
      ),
    }));
}

/** Two halves are how a VPN covers a default route without touching it. */
export function readWideRoutes(): number[] {
  const routes = rowsOf(routeTable, routeRow, 'GetIpForwardTable2', (memory) =>
    Number(getForwardTable(anyFamily, memory)),
  );
  const wide = routes.filter(
    (row) =>
      row.number('Loopback') === 0 &&
      row.within('DestinationPrefix', addressPrefix).number('PrefixLength') <= 1,
  );
  return [...new Set(wide.map((row) => row.number('InterfaceIndex')))];
}

function rowsOf<Row extends Structure>(
  table: typeof interfaceTable | typeof routeTable,
  row: Row,
  name: string,
  call: (memory: Buffer) => number,
): Fields<Row>[] {
  const pointer = outPointer();
  const status = call(pointer.memory);
  try {
    if (status !== 0 || pointer.value() === 0n) throw win32Failure(name, status);
    // An empty table may end after its count.
    const head = new Fields(table, bytesAt(pointer.value(), 4));
    const [start, size, count] = [head.offsetOf('Table'), sizeOf(row), head.number('NumEntries')];
    if (count === 0) return [];
    const memory = bytesAt(pointer.value() + BigInt(start), size * count);
    return Array.from({ length: count }, (_, index) => new Fields(row, memory, index * size));
  } finally {
    if (pointer.value() !== 0n) freeTable(pointer.value());
  }
}

function textOf(characters: Buffer): string {
  const text = characters.toString('utf16le');
  return text.slice(0, text.indexOf('\0'));
}

function addressOf(bytes: Buffer): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join('-');
}
