/** The C types that these structures are made of, by their size on 64-bit Windows. */
const sizes = { u8: 1, u16: 2, u32: 4, i64: 8, u64: 8, f64: 8, pointer: 8 } as const;

/** A field: a type, so many of a type, or a structure in the structure. */
export type FieldType = keyof typeof sizes | readonly [keyof typeof sizes, number] | Structure;

/** A structure as its header declares it. 64-bit only: the offsets of 32-bit Windows differ. */
export interface Structure {
  /** As in the header. */
  readonly name: string;
  readonly header: string;
  /** Field → type, in the order of the header, by the header's names. */
  readonly fields: Readonly<Record<string, FieldType>>;
}

/** Keeps the fields' own names and types, which an annotation would widen. */
export function structure<const Fields extends Structure['fields']>(
  name: string,
  header: string,
  fields: Fields,
) {
  return { name, header, fields };
}

/** Bytes. */
export interface Layout {
  readonly size: number;
  readonly alignment: number;
  readonly offsets: Readonly<Record<string, number>>;
}

/** Where each field lies, by the natural alignment of the x64 ABI (learn.microsoft.com, "x64 ABI conventions"). */
export function layOut(declared: Structure): Layout {
  const offsets: Record<string, number> = {};
  let end = 0;
  let alignment = 1;
  for (const [name, type] of Object.entries(declared.fields)) {
    const field = measure(type);
    offsets[name] = roundUp(end, field.alignment);
    end = offsets[name] + field.size;
    alignment = Math.max(alignment, field.alignment);
  }
  return { size: roundUp(end, alignment), alignment, offsets };
}

/** Of one field, in bytes. */
export function measure(type: FieldType): { size: number; alignment: number } {
  if (typeof type === 'string') return { size: sizes[type], alignment: sizes[type] };
  if ('fields' in type) return layOut(type);
  const [element, count] = type;
  return { size: sizes[element] * count, alignment: sizes[element] };
}

function roundUp(value: number, multiple: number): number {
  return Math.ceil(value / multiple) * multiple;
}
