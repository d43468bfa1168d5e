import type { WindowsService } from '../system.ts';
import { win32Failure } from './failure.ts';
import { isDone, lastError, native, prepareLastError } from './library.ts';
import { Fields, isStillHeld, outNumber, sizeOf } from './memory.ts';
import { enumServiceStatus } from './structures.ts';

const openManager = native('advapi32.dll', 'OpenSCManagerW', 'void *', ['void *', 'void *', 'uint32']);
const closeService = native('advapi32.dll', 'CloseServiceHandle', 'int32', ['void *']);
const enumerateServices = native('advapi32.dll', 'EnumServicesStatusExW', 'int32', [
  'void *',
  'uint32',
  'uint32',
  'uint32',
  'void *',
  'uint32',
  'void *',
  'void *',
  'void *',
  'void *',
]);

/** winsvc.h: SC_MANAGER_ENUMERATE_SERVICE, SC_ENUM_PROCESS_INFO, SERVICE_WIN32, SERVICE_STATE_ALL. */
const enumerateAccess = 0x0004;
const processInfo = 0;
const win32Services = 0x30;
const allStates = 3;
const moreData = 234;
/** "The maximum size of this array is 256K bytes" (EnumServicesStatusExW). */
const capacity = 256 * 1024;

/** All services of this computer, stopped ones too, in one question of the service manager's own database. */
export function readServices(): WindowsService[] {
  prepareLastError();
  const manager = openManager(null, null, enumerateAccess);
  if (!isDone(manager)) throw win32Failure('OpenSCManagerW', lastError());
  try {
    return allServices(BigInt(manager ?? 0));
  } finally {
    closeService(manager);
  }
}

function allServices(manager: bigint): WindowsService[] {
  const services: WindowsService[] = [];
  const resume = outNumber();
  for (;;) {
    const [memory, needed, count] = [Buffer.alloc(capacity), outNumber(), outNumber()];
    const done = isDone(
      enumerateServices(
        manager,
        processInfo,
        win32Services,
        allStates,
        memory,
        capacity,
        needed.memory,
        count.memory,
        resume.memory,
        null,
      ),
    );
    const code = done ? 0 : lastError();
    if (!done && code !== moreData) throw win32Failure('EnumServicesStatusExW', code);
    services.push(...entriesIn(memory, count.value()));
    isStillHeld(memory);
    if (done) return services;
    if (count.value() === 0) throw win32Failure('EnumServicesStatusExW', code);
  }
}

/** The texts lie in the same memory, behind the entries. */
function entriesIn(memory: Buffer, count: number): WindowsService[] {
  return Array.from({ length: count }, (_, index) => {
    const entry = new Fields(enumServiceStatus, memory, index * sizeOf(enumServiceStatus));
    const status = entry.within('ServiceStatusProcess', enumServiceStatus.fields.ServiceStatusProcess);
    return {
      name: entry.text('lpServiceName'),
      displayName: entry.text('lpDisplayName'),
      state: status.number('dwCurrentState'),
    };
  });
}
