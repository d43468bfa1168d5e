import { join } from 'node:path';
import { readBytes } from '../read-bytes.ts';
import { type DconfPlaces, dataFolders } from './dconf.ts';
import { type GValue, Unparsable, type Variant } from './gvariant.ts';
import { type GvdbTable, largestGvdb, openGvdb } from './gvdb.ts';
import { type NoSetting, noSetting } from './setting.ts';

/** What a compiled schema says of one key. */
export interface SchemaKey {
  /** The path of the key in the settings database. */
  readonly path: string;
  readonly type: string;
  readonly defaultValue: GValue;
  /** Whether a stored value counts; one of another type or out of range is as if it were not there. */
  allows(value: Variant): boolean;
  readonly source: string;
}

/** The schemas that GLib would find here. A place that cannot be read is answered only where a schema may be in it. */
export interface Schemas {
  key(schema: string, key: string): SchemaKey | NoSetting;
}

interface Place {
  readonly path: string;
  readonly schemas: GvdbTable | NoSetting;
}

/** GLib's order (gsettingsschema.c): GSETTINGS_SCHEMA_DIR, the user's own, then the system's folders. */
export async function openSchemas(places: DconfPlaces): Promise<Schemas> {
  const { GSETTINGS_SCHEMA_DIR, XDG_DATA_HOME, XDG_CURRENT_DESKTOP } = places.env;
  const named = (GSETTINGS_SCHEMA_DIR ?? '').split(':').filter(Boolean);
  const own = XDG_DATA_HOME || `${places.home}/.local/share`;
  const shared = [own, ...dataFolders(places.env)].map((folder) => `${folder}/glib-2.0/schemas`);
  const opened = await Promise.all([...named, ...shared].map((folder) => openPlace(places.root, folder)));
  const found = opened.filter((place) => place !== undefined);
  const desktops = (XDG_CURRENT_DESKTOP ?? '').split(':').filter(Boolean);
  return {
    key: (schema, key) =>
      withoutThrowing(`GSettings schema ${schema}`, () => findKey(found, schema, key, desktops)),
  };
}

async function openPlace(root: string, folder: string): Promise<Place | undefined> {
  const path = `${folder}/gschemas.compiled`;
  const file = await readBytes(join(root, path));
  if (!file.ok)
    return file.reason === 'missing'
      ? undefined
      : { path, schemas: noSetting(file.reason, path, file.detail) };
  if (file.bytes.length > largestGvdb)
    return { path, schemas: noSetting('unparsable', path, `${file.bytes.length} bytes`) };
  return { path, schemas: withoutThrowing(path, () => openGvdb(file.bytes)) };
}

function findKey(
  places: readonly Place[],
  schema: string,
  key: string,
  desktops: readonly string[],
): SchemaKey | NoSetting {
  for (const { path, schemas } of places) {
    if ('ok' in schemas) return schemas;
    const table = schemas.table(schema);
    if (table === undefined) continue;
    const declared = inherited(schemas, table, key);
    const folder = text(table.value('.path'));
    if (declared === undefined || folder === undefined) break;
    return schemaKey(declared, `${folder}${key}`, desktops, path);
  }
  return noSetting('missing-source', `GSettings ${schema} ${key}`, 'not installed');
}

function inherited(schemas: GvdbTable, start: GvdbTable, key: string): Variant | undefined {
  let table: GvdbTable | undefined = start;
  for (let steps = 0; table !== undefined && steps < 16; steps++) {
    const declared = table.value(key);
    if (declared !== undefined) return declared;
    const parent = text(table.value('.extends'));
    table = parent === undefined ? undefined : schemas.table(parent);
  }
  return undefined;
}

/** A key is compiled to (default, (code, data)…); codes: `r` range, `d` defaults by desktop (gschema-compile.c). */
function schemaKey(declared: Variant, path: string, desktops: readonly string[], source: string): SchemaKey {
  const [plainDefault, ...options] = list(declared.value);
  if (plainDefault === undefined) throw new Unparsable('a key without a default');
  const type = firstMember(declared.type);
  const option = (code: string) => options.map(list).find(([mark]) => mark === code.charCodeAt(0))?.[1];
  const range = list(option('r') ?? []);
  return {
    path,
    type,
    defaultValue: forDesktop(option('d'), desktops) ?? plainDefault,
    allows: (value) => value.type === type && isWithin(value.value, range),
    source,
  };
}

function forDesktop(overrides: GValue | undefined, desktops: readonly string[]): GValue | undefined {
  const entries = list(overrides ?? []).map(list);
  for (const desktop of desktops) {
    const value = entries.find(([name]) => name === desktop)?.[1];
    if (isVariant(value)) return value.value;
  }
  return undefined;
}

function isWithin(value: GValue, range: readonly GValue[]): boolean {
  const [least, most] = range;
  if (typeof value !== 'number' || typeof least !== 'number' || typeof most !== 'number') return true;
  return value >= least && value <= most;
}

/** `(u(y(uu)))` → `u`: the type of the default, which comes first. */
function firstMember(tuple: string): string {
  let depth = 0;
  for (let end = 1; end < tuple.length; end++) {
    const code = tuple[end] ?? '';
    if ('({'.includes(code)) depth++;
    else if (')}'.includes(code)) depth--;
    if (depth === 0 && !'am'.includes(code)) return tuple.slice(1, end + 1);
  }
  throw new Unparsable(`a key of type ${tuple}`);
}

function list(value: GValue): readonly GValue[] {
  return Array.isArray(value) ? value : [];
}

function isVariant(value: GValue | undefined): value is Variant {
  return typeof value === 'object' && value !== null && 'type' in value;
}

function text(value: Variant | undefined): string | undefined {
  return typeof value?.value === 'string' ? value.value : undefined;
}

function withoutThrowing<T>(source: string, work: () => T): T | NoSetting {
  try {
    return work();
  } catch (error) {
    if (error instanceof Unparsable) return noSetting('unparsable', source, error.message);
    throw error;
  }
}
