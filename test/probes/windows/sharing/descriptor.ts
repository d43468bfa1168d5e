/** Security descriptors as Windows lays them out (MS-DTYP 2.4.6), built for tests. */

/** Access masks as the sharing dialog sets them (FILE_ALL_ACCESS, change, read). */
export const [full, change, read] = [0x1f01ff, 0x1301bf, 0x1200a9];
export const [allow, deny] = [0, 1];

function sidBytes(sid: string): Buffer {
  const [revision = 0, authority = 0, ...parts] = sid.split('-').slice(1).map(Number);
  const bytes = Buffer.alloc(8 + 4 * parts.length);
  bytes.writeUInt8(revision, 0);
  bytes.writeUInt8(parts.length, 1);
  bytes.writeUIntBE(authority, 2, 6);
  parts.forEach((part, index) => {
    bytes.writeUInt32LE(part, 8 + 4 * index);
  });
  return bytes;
}

export function ace(type: number, mask: number, sid: string, flags = 0): Buffer {
  const body = sidBytes(sid);
  const head = Buffer.alloc(8);
  head.writeUInt8(type, 0);
  head.writeUInt8(flags, 1);
  head.writeUInt16LE(8 + body.length, 2);
  head.writeUInt32LE(mask >>> 0, 4);
  return Buffer.concat([head, body]);
}

/** A self-relative descriptor with this DACL; `control` has SE_SELF_RELATIVE and SE_DACL_PRESENT. */
export function descriptor(aces: readonly Buffer[], control = 0x8004): Uint8Array {
  const acl = Buffer.alloc(8);
  acl.writeUInt8(2, 0);
  acl.writeUInt16LE(8 + aces.reduce((size, each) => size + each.length, 0), 2);
  acl.writeUInt16LE(aces.length, 4);
  return new Uint8Array(Buffer.concat([header(control, 20), acl, ...aces]));
}

/** A descriptor's header alone, with the DACL at this offset. */
export function header(control: number, dacl: number): Buffer {
  const bytes = Buffer.alloc(20);
  bytes.writeUInt8(1, 0);
  bytes.writeUInt16LE(control, 2);
  bytes.writeUInt32LE(dacl, 16);
  return bytes;
}
