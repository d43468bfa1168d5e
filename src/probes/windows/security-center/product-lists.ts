import { type Answer, answer } from '../answer.ts';
import type { SecurityProvider, WindowsSystem } from '../system.ts';
import type { Claim } from './agreement.ts';
import { executablePath } from './executable-path.ts';
import { decodeProductState, decodeSecurityProduct, type ProductState } from './product-state.ts';

/** Under which Microsoft Defender registers; the same in every Windows since 8. */
export const defenderGuid = '{D68DDC3A-831F-4fae-9E44-DA132C1ACF46}';
export function isDefender(guid: string): boolean {
  return guid.toLowerCase() === defenderGuid.toLowerCase();
}

const folders: Readonly<Record<SecurityProvider, string>> = { antivirus: 'Av', firewall: 'Fw' };
function providerKey(provider: SecurityProvider): string {
  return `SOFTWARE\\Microsoft\\Security Center\\Provider\\${folders[provider]}`;
}
export function registrySource(provider: SecurityProvider): string {
  return `Security Center\\Provider\\${folders[provider]}`;
}
export const comSource = 'IWSCProductList';

/** One product of one of Security Center's two lists. */
export interface Listed extends ProductState {
  /** Written in capitals by one list and not by the other: compare with `isSame`. Empty where the list does not say. */
  readonly guid: string;
  readonly name: string;
  /** The programs that it names, by full path; may hold variables. */
  readonly paths: readonly string[];
}

/** `undefined`: this Windows has no Security Center there. */
export type List = Answer<readonly Listed[] | undefined>;

/** What the Security Center service wrote last. Registrations of products that are long gone stay in it. */
export async function readRegistered({ registry }: WindowsSystem, provider: SecurityProvider): Promise<List> {
  const key = providerKey(provider);
  const guids = await registry.subkeys('HKLM', key);
  if (!guids.ok || guids.value === undefined) return guids.ok ? answer(undefined) : guids;
  const products: Listed[] = [];
  for (const guid of guids.value) {
    const found = await registry.values('HKLM', `${key}\\${guid}`);
    if (!found.ok) return found;
    // Gone between the two calls: it is being unregistered.
    if (found.value !== undefined) products.push(registered(guid, found.value));
  }
  return answer(products);
}

function registered(guid: string, values: Readonly<Record<string, unknown>>): Listed {
  const named = new Map(Object.entries(values).map(([name, value]) => [name.toUpperCase(), value]));
  const text = (name: string): string => {
    const value = named.get(name);
    return typeof value === 'string' ? value : '';
  };
  const state = named.get('STATE');
  const unknown: ProductState = { realTime: 'unknown', signatures: 'unknown' };
  return {
    guid,
    name: text('DISPLAYNAME'),
    paths: pathsOf([text('PRODUCTEXE'), text('REPORTINGEXE')]),
    ...(typeof state === 'number' ? decodeProductState(state) : unknown),
  };
}

/** What the Security Center service answers now. */
export async function readListed(system: WindowsSystem, provider: SecurityProvider): Promise<List> {
  const products = await system.securityProducts(provider);
  if (!products.ok) {
    const isAbsent = products.reason === 'missing' || products.reason === 'not-supported';
    return isAbsent ? answer(undefined) : products;
  }
  return answer(
    products.value.map((product) => ({
      guid: product.guid === '' && isDefenderPage(product.remediationPath) ? defenderGuid : product.guid,
      name: product.name,
      paths: pathsOf([product.remediationPath]),
      ...decodeSecurityProduct(product),
    })),
  );
}

/** Windows Security's own address, which is where Defender is mended. */
function isDefenderPage(remediationPath: string): boolean {
  return remediationPath.toLowerCase().startsWith('windowsdefender:');
}

function pathsOf(commands: readonly string[]): string[] {
  return commands.map(executablePath).filter((path) => path !== undefined);
}

/** Every product of either list, once; what could not be read adds none. */
export function mergedProducts(lists: readonly List[]): Listed[] {
  const merged: Listed[] = [];
  for (const product of lists.flatMap((list) => (list.ok ? (list.value ?? []) : []))) {
    const at = merged.findIndex((other) => isSame(other, product));
    const before = merged[at];
    if (before === undefined) merged.push(product);
    // The COM list resolves a name that the registry may hold as a reference to a resource.
    else merged[at] = { ...before, name: product.name || before.name };
  }
  return merged;
}

/** The GUID tells products apart; the name does where a list has no GUID. */
export function isSame(one: Listed, other: Listed): boolean {
  if (one.guid === '' || other.guid === '') return one.name === other.name;
  return one.guid.toLowerCase() === other.guid.toLowerCase();
}

/** What a list says of a product; a list that is not there, or could not be read, says nothing. */
export function claimOf(source: string, list: List, product: Listed): Claim[] {
  if (!list.ok || list.value === undefined) return [];
  const own = list.value.find((other) => isSame(other, product));
  if (own === undefined) return [{ source, realTime: 'not listed', signatures: 'unknown' }];
  return [{ source, realTime: own.realTime, signatures: own.signatures }];
}
