import { structure } from './structure.ts';

// Of devices and of what they carry, as structures.ts has the others.

/** Read as bytes, as guid.ts makes them. */
const guid = structure('GUID', 'guiddef.h', { Data1: 'u32', Data2: 'u16', Data3: 'u16', Data4: ['u8', 8] });

export const deviceInfoData = structure('SP_DEVINFO_DATA', 'setupapi.h', {
  cbSize: 'u32',
  ClassGuid: guid,
  DevInst: 'u32',
  Reserved: 'u64',
});
export const deviceInterfaceData = structure('SP_DEVICE_INTERFACE_DATA', 'setupapi.h', {
  cbSize: 'u32',
  InterfaceClassGuid: guid,
  Flags: 'u32',
  Reserved: 'u64',
});
export const devicePropertyKey = structure('DEVPROPKEY', 'devpropdef.h', { fmtid: guid, pid: 'u32' });

export const storagePropertyQuery = structure('STORAGE_PROPERTY_QUERY', 'winioctl.h', {
  PropertyId: 'u32',
  QueryType: 'u32',
  AdditionalParameters: ['u8', 1],
});
export const storageDeviceDescriptor = structure('STORAGE_DEVICE_DESCRIPTOR', 'winioctl.h', {
  Version: 'u32',
  Size: 'u32',
  DeviceType: 'u8',
  DeviceTypeModifier: 'u8',
  RemovableMedia: 'u8',
  CommandQueueing: 'u8',
  VendorIdOffset: 'u32',
  ProductIdOffset: 'u32',
  ProductRevisionOffset: 'u32',
  SerialNumberOffset: 'u32',
  BusType: 'u32',
  RawPropertiesLength: 'u32',
  RawDeviceProperties: ['u8', 1],
});

/** Partitions and what the BIOS said follow. */
export const diskGeometryEx = structure('DISK_GEOMETRY_EX', 'winioctl.h', {
  Geometry: structure('DISK_GEOMETRY', 'winioctl.h', {
    Cylinders: 'i64',
    MediaType: 'u32',
    TracksPerCylinder: 'u32',
    SectorsPerTrack: 'u32',
    BytesPerSector: 'u32',
  }),
  DiskSize: 'i64',
  Data: ['u8', 1],
});

export const deviceStructures = [
  guid,
  deviceInfoData,
  deviceInterfaceData,
  devicePropertyKey,
  storagePropertyQuery,
  storageDeviceDescriptor,
  diskGeometryEx,
] as const;
