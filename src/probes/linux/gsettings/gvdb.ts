import { decodeVariant, Unparsable, type Variant } from './gvariant.ts';

/** A table of a GVDB file: dconf's databases and GSettings' compiled schemas are such files (glib, gvdb/gvdb-format.h). */
export interface GvdbTable {
  value(key: string): Variant | undefined;
  table(key: string): GvdbTable | undefined;
  has(key: string): boolean;
}

const headerBytes = 24;
const itemBytes = 24;
const noParent = 0xffffffff;
/** dconf writes a few hundred kilobytes at most; all schemas of a full desktop are about two megabytes. */
export const largestGvdb = 64 * 1024 * 1024;

/** @throws Unparsable for anything but a GVDB file; also later, from the tables, where the file is broken inside. */
export function openGvdb(bytes: Buffer): GvdbTable {
  const signature = bytes.toString('latin1', 0, 8);
  // The signature is two native integers: the byte order of their writer, and so of the values, shows in them.
  const order = { GVariant: 'little', raVGtnai: 'big' }[signature] as 'little' | 'big' | undefined;
  if (order === undefined || bytes.length < headerBytes) throw new Unparsable('not a GVDB file');
  if (bytes.readUInt32LE(8) !== 0) throw new Unparsable(`GVDB version ${bytes.readUInt32LE(8)}`);
  return new Table(bytes, order, bytes.readUInt32LE(16), bytes.readUInt32LE(20));
}

interface Item {
  readonly hash: number;
  readonly parent: number;
  readonly name: string;
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** Everything in the file but the values is little-endian, whoever wrote it. */
class Table implements GvdbTable {
  private readonly bytes: Buffer;
  private readonly order: 'little' | 'big';
  private readonly buckets: Buffer;
  private readonly items: Buffer;

  constructor(bytes: Buffer, order: 'little' | 'big', start: number, end: number) {
    this.bytes = bytes;
    this.order = order;
    const table = part(bytes, start, end);
    const [bloomWords, buckets] = table.length < 8 ? [0, 0] : [table.readUInt32LE(0), table.readUInt32LE(4)];
    // The top five bits of the first word are the Bloom filter's shift; we look without the filter.
    const firstBucket = Math.min(table.length, 8 + (bloomWords & 0x07ffffff) * 4);
    const firstItem = firstBucket + buckets * 4;
    this.buckets = part(table, firstBucket, firstItem);
    this.items = table.subarray(firstItem);
    if (this.items.length % itemBytes !== 0) throw new Unparsable('a GVDB table that ends inside an item');
  }

  value(key: string): Variant | undefined {
    const item = this.find(key, 'v');
    return item && decodeVariant(part(this.bytes, item.start, item.end), this.order);
  }

  table(key: string): GvdbTable | undefined {
    const item = this.find(key, 'H');
    return item && new Table(this.bytes, this.order, item.start, item.end);
  }

  has(key: string): boolean {
    return this.find(key, 'v') !== undefined;
  }

  private find(key: string, type: string): Item | undefined {
    const count = this.buckets.length / 4;
    if (count === 0) return undefined;
    const hash = djbHash(key);
    const bucket = hash % count;
    const first = this.buckets.readUInt32LE(bucket * 4);
    const isLast = bucket + 1 === count;
    const total = this.items.length / itemBytes;
    const after = isLast ? total : Math.min(total, this.buckets.readUInt32LE((bucket + 1) * 4));
    for (let index = first; index < after; index++) {
      const item = this.item(index);
      if (item.hash === hash && item.type === type && this.fullName(item) === key) return item;
    }
    return undefined;
  }

  private item(index: number): Item {
    const bytes = part(this.items, index * itemBytes, (index + 1) * itemBytes);
    const [nameStart, nameSize] = [bytes.readUInt32LE(8), bytes.readUInt16LE(12)];
    return {
      hash: bytes.readUInt32LE(0),
      parent: bytes.readUInt32LE(4),
      name: part(this.bytes, nameStart, nameStart + nameSize).toString('utf8'),
      type: String.fromCharCode(bytes.readUInt8(14)),
      start: bytes.readUInt32LE(16),
      end: bytes.readUInt32LE(20),
    };
  }

  /** dconf keeps `/org/` once and hangs `gnome/` on it. A ring of parents is a broken file. */
  private fullName(item: Item): string {
    let name = item.name;
    let { parent } = item;
    for (let steps = 0; parent !== noParent; steps++) {
      if (steps > 64) throw new Unparsable('a GVDB key without an end');
      const above = this.item(parent);
      name = above.name + name;
      parent = above.parent;
    }
    return name;
  }
}

function part(bytes: Buffer, start: number, end: number): Buffer {
  if (start > end || end > bytes.length)
    throw new Unparsable(`a part from ${start} to ${end} of ${bytes.length}`);
  return bytes.subarray(start, end);
}

/** D. J. Bernstein's hash over signed bytes, as gvdb-reader.c computes it. */
function djbHash(key: string): number {
  let hash = 5381;
  for (const byte of Buffer.from(key, 'utf8')) hash = (Math.imul(hash, 33) + ((byte << 24) >> 24)) >>> 0;
  return hash;
}
