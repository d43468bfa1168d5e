import koffi from 'koffi';
import { type Layout, layOut, measure, type Structure } from './structure.ts';

const pointerSize = 8;

/** Written before a call into what it fills: no answer has this value, so a "done" that wrote nothing is seen. */
export const untouched = 0xdeadbeef;

/**
 * To be called when the last pointer into `memory` has been followed: to the engine a pointer is a number, which keeps no
 * memory from being given back.
 */
export function isStillHeld(memory: Buffer): void {
  koffi.address(memory);
}
const layouts = new Map<Structure, Layout>();

function layoutOf(structure: Structure): Layout {
  const known = layouts.get(structure);
  if (known !== undefined) return known;
  const layout = layOut(structure);
  layouts.set(structure, layout);
  return layout;
}

/** Bytes. */
export function sizeOf(structure: Structure): number {
  return layoutOf(structure).size;
}

/** A copy of memory that Windows owns. */
export function bytesAt(address: bigint, length: number): Buffer {
  return Buffer.from(koffi.decode(address, 'uint8_t', length) as Uint8Array);
}

/** Text that ends with a zero; empty for a null pointer. */
export function textAt(address: bigint): string {
  return address === 0n ? '' : koffi.decode.string16(address);
}

/** A structure in a buffer, from `start` on; fields by their header's names, a field of a field with a dot. */
export class Fields<S extends Structure> {
  readonly #bytes: Buffer;
  readonly #structure: S;
  readonly #start: number;

  constructor(structure: S, bytes: Buffer, start = 0) {
    this.#structure = structure;
    this.#bytes = bytes;
    this.#start = start;
  }

  /** Bytes from the beginning of the buffer. */
  offsetOf(field: keyof S['fields'] & string): number {
    const offset = layoutOf(this.#structure).offsets[field];
    if (offset === undefined) throw new Error(`${this.#structure.name} has no ${field}`);
    return this.#start + offset;
  }

  number(field: keyof S['fields'] & string): number {
    const offset = this.offsetOf(field);
    const type = this.#structure.fields[field];
    if (type === 'u8') return this.#bytes.readUInt8(offset);
    if (type === 'u16') return this.#bytes.readUInt16LE(offset);
    if (type === 'u32') return this.#bytes.readUInt32LE(offset);
    throw new Error(`${this.#structure.name}.${field} is no number of up to 32 bits`);
  }

  /** A FILETIME or another signed 64-bit number. */
  int64(field: keyof S['fields'] & string): bigint {
    return this.#bytes.readBigInt64LE(this.offsetOf(field));
  }

  double(field: keyof S['fields'] & string): number {
    return this.#bytes.readDoubleLE(this.offsetOf(field));
  }

  pointer(field: keyof S['fields'] & string): bigint {
    return this.#bytes.readBigUInt64LE(this.offsetOf(field));
  }

  /** The bytes of the field itself. */
  bytes(field: keyof S['fields'] & string): Buffer {
    const type = this.#structure.fields[field];
    if (type === undefined) throw new Error(`${this.#structure.name} has no ${field}`);
    const offset = this.offsetOf(field);
    return this.#bytes.subarray(offset, offset + measure(type).size);
  }

  text(field: keyof S['fields'] & string): string {
    return textAt(this.pointer(field));
  }

  /** A structure in this one. */
  within<Inner extends Structure>(field: keyof S['fields'] & string, inner: Inner): Fields<Inner> {
    return new Fields(inner, this.#bytes, this.offsetOf(field));
  }
}

/** A copy of the structure at an address that Windows owns. */
export function structureAt<S extends Structure>(structure: S, address: bigint): Fields<S> {
  return new Fields(structure, bytesAt(address, sizeOf(structure)));
}

/** Memory of ours that a call writes a pointer or a handle into. */
export function outPointer(): { readonly memory: Buffer; readonly value: () => bigint } {
  const memory = Buffer.alloc(pointerSize);
  return { memory, value: () => memory.readBigUInt64LE() };
}

/** Memory of ours that a call reads and writes a DWORD in. */
export function outNumber(initial = 0): { readonly memory: Buffer; readonly value: () => number } {
  const memory = Buffer.alloc(4);
  memory.writeUInt32LE(initial);
  return { memory, value: () => memory.readUInt32LE() };
}

/** LSA_UNICODE_STRING counts its bytes and need not end with a zero. */
export function countedText(fields: Fields<Structure>): string {
  const length = fields.number('Length');
  const address = fields.pointer('Buffer');
  return length === 0 || address === 0n ? '' : bytesAt(address, length).toString('utf16le');
}
