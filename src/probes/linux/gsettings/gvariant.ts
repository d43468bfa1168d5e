/** A decoded GVariant: variants keep their type, dictionaries are arrays of [key, value], 64-bit integers are numbers. */
export type GValue = boolean | number | string | null | Variant | readonly GValue[];
export interface Variant {
  readonly type: string;
  readonly value: GValue;
}

/** Bytes that are not what their format says. */
export class Unparsable extends Error {}

type ByteOrder = 'little' | 'big';

/** Decodes the bytes of a boxed variant: a value, a zero byte, its type ("GVariant Specification", 2.5 Variants). */
export function decodeVariant(bytes: Uint8Array, order: ByteOrder): Variant {
  return readVariant(new Span(bytes, order), 0);
}

/** Nesting that no settings file has, and that a stack survives. */
const deepest = 32;

interface TypeInfo {
  readonly code: string;
  readonly alignment: number;
  /** Bytes, or undefined where it varies. */
  readonly size: number | undefined;
  readonly members: readonly TypeInfo[];
}

class Span {
  readonly bytes: Uint8Array;
  readonly order: ByteOrder;
  private readonly view: DataView;

  constructor(bytes: Uint8Array, order: ByteOrder) {
    this.bytes = bytes;
    this.order = order;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get size(): number {
    return this.bytes.byteLength;
  }

  slice(start: number, end: number): Span {
    if (start > end || end > this.size)
      throw new Unparsable(`a value from ${start} to ${end} of ${this.size}`);
    return new Span(this.bytes.subarray(start, end), this.order);
  }

  number(code: string): number {
    const little = this.order === 'little';
    const { view } = this;
    if (code === 'y') return view.getUint8(0);
    if (code === 'n') return view.getInt16(0, little);
    if (code === 'q') return view.getUint16(0, little);
    if (code === 'i' || code === 'h') return view.getInt32(0, little);
    if (code === 'u') return view.getUint32(0, little);
    if (code === 'd') return view.getFloat64(0, little);
    return Number(code === 'x' ? view.getBigInt64(0, little) : view.getBigUint64(0, little));
  }

  text(): string {
    const end = this.size - 1;
    if (end < 0 || this.bytes.indexOf(0) !== end) throw new Unparsable('a string without its end');
    return new TextDecoder('utf-8', { fatal: false }).decode(this.bytes.subarray(0, end));
  }
}

function readVariant(span: Span, depth: number): Variant {
  if (depth > deepest) throw new Unparsable('variants nested too deep');
  const zero = span.bytes.lastIndexOf(0);
  if (zero < 0) throw new Unparsable('a variant without a type');
  const type = Buffer.from(span.bytes.subarray(zero + 1)).toString('latin1');
  return { type, value: read(parseType(type), span.slice(0, zero), depth + 1) };
}

function read(type: TypeInfo, span: Span, depth: number): GValue {
  if (type.size !== undefined && span.size !== type.size)
    throw new Unparsable(`${span.size} bytes for type ${type.code}, which has ${type.size}`);
  if (type.code === 'b') return span.number('y') !== 0;
  if ('sog'.includes(type.code)) return span.text();
  if (type.code === 'v') return readVariant(span, depth);
  if (type.code === 'a') return readArray(type, span, depth);
  if (type.code === 'm') return readMaybe(type, span, depth);
  if (type.code === '(') return readMembers(type, span, depth);
  return span.number(type.code);
}

function readMaybe(type: TypeInfo, span: Span, depth: number): GValue {
  const inner = only(type);
  if (span.size === 0) return null;
  return read(inner, inner.size === undefined ? span.slice(0, span.size - 1) : span, depth);
}

function readArray(type: TypeInfo, span: Span, depth: number): GValue {
  const inner = only(type);
  if (span.size === 0) return [];
  if (inner.size !== undefined) return readFixedArray(inner, inner.size, span, depth);
  const width = offsetWidth(span.size);
  const table = offsetAt(span, span.size - width, width);
  const count = (span.size - table) / width;
  if (!Number.isInteger(count) || count < 1) throw new Unparsable('an array with a broken table');
  const values: GValue[] = [];
  let start = 0;
  for (let index = 0; index < count; index++) {
    const end = offsetAt(span, table + index * width, width);
    values.push(read(inner, span.slice(aligned(start, inner.alignment), end), depth));
    start = end;
  }
  return values;
}

function readFixedArray(inner: TypeInfo, size: number, span: Span, depth: number): GValue {
  if (span.size % size !== 0) throw new Unparsable('an array that ends inside a value');
  const count = span.size / size;
  return Array.from({ length: count }, (_, index) =>
    read(inner, span.slice(index * size, (index + 1) * size), depth),
  );
}

function readMembers(type: TypeInfo, span: Span, depth: number): GValue {
  const width = offsetWidth(span.size);
  let table = span.size;
  let start = 0;
  return type.members.map((member, index) => {
    start = aligned(start, member.alignment);
    let end = table;
    if (member.size !== undefined) end = start + member.size;
    else if (index < type.members.length - 1) {
      table -= width;
      end = offsetAt(span, table, width);
    }
    const value = read(member, span.slice(start, end), depth);
    start = end;
    return value;
  });
}

/** Framing offsets are as wide as the container's size needs (2.3.6), little-endian whatever the values are. */
function offsetWidth(size: number): number {
  if (size <= 0xff) return 1;
  return size <= 0xffff ? 2 : 4;
}

function offsetAt(span: Span, position: number, width: number): number {
  const { bytes } = span.slice(position, position + width);
  return bytes.reduce((sum, byte, index) => sum + byte * 256 ** index, 0);
}

function aligned(position: number, alignment: number): number {
  return Math.ceil(position / alignment) * alignment;
}

function only(type: TypeInfo): TypeInfo {
  const [inner] = type.members;
  if (inner === undefined) throw new Unparsable(`type ${type.code} of nothing`);
  return inner;
}

const basicSizes: Readonly<Record<string, number | undefined>> = {
  ...{ b: 1, y: 1, n: 2, q: 2, i: 4, u: 4, h: 4, x: 8, t: 8, d: 8 },
};

function parseType(signature: string): TypeInfo {
  if (signature.length > 255) throw new Unparsable('a type longer than D-Bus allows');
  let position = 0;
  const next = (depth: number): TypeInfo => {
    const code = signature[position++] ?? '';
    if (depth > deepest) throw new Unparsable('types nested too deep');
    const size = basicSizes[code];
    if (size !== undefined) return { code, alignment: size, size, members: [] };
    if ('sog'.includes(code) && code !== '') return { code, alignment: 1, size: undefined, members: [] };
    if (code === 'v') return { code, alignment: 8, size: undefined, members: [] };
    if (code === 'a' || code === 'm') {
      const inner = next(depth + 1);
      return { code, alignment: inner.alignment, size: undefined, members: [inner] };
    }
    if (code !== '(' && code !== '{') throw new Unparsable(`type ${JSON.stringify(signature)}`);
    const close = code === '(' ? ')' : '}';
    const members: TypeInfo[] = [];
    while (signature[position] !== close) members.push(next(depth + 1));
    position++;
    return tuple(members);
  };
  const type = next(0);
  if (position !== signature.length) throw new Unparsable(`type ${JSON.stringify(signature)}`);
  return type;
}

/** A structure of fixed members is fixed itself, padded to its own alignment; the empty one is a byte (2.4.3). */
function tuple(members: readonly TypeInfo[]): TypeInfo {
  const alignment = Math.max(1, ...members.map((member) => member.alignment));
  let end: number | undefined = 0;
  for (const { size, alignment: own } of members)
    end = end === undefined || size === undefined ? undefined : aligned(end, own) + size;
  const size = end === undefined ? undefined : Math.max(1, aligned(end, alignment));
  return { code: '(', alignment, size, members };
}
