import { type DeviceQuery, deviceFilters, deviceFindings, deviceSorts } from '../../protocol/fleet.ts';

/** What the list of devices shows; kept in the address, so that it can be gone back to and handed on. */
export interface ListQuery {
  readonly search: string;
  readonly filter: DeviceQuery['filter'];
  readonly rule: string | null;
  /** What of the rule is looked for. */
  readonly finding: (typeof deviceFindings)[number];
  readonly sort: DeviceQuery['sort'];
  readonly direction: DeviceQuery['direction'];
}

/** Where on the page somebody is; kept in the address behind the `#`. */
export type Route =
  | { readonly name: 'fleet'; readonly query: ListQuery }
  | { readonly name: 'device'; readonly device: string }
  | { readonly name: 'enrol' | 'statements' | 'policies' }
  | { readonly name: 'setup'; readonly code: string };

/** Worst first. */
export const firstQuery: ListQuery = {
  search: '',
  filter: 'all',
  rule: null,
  finding: 'fail',
  sort: 'standing',
  direction: 'asc',
};

/** Never fails: what an address does not say, or says wrongly, is as at the first visit. */
export function readRoute(hash: string): Route {
  const setup = /^#setup=(.+)$/.exec(hash)?.[1];
  if (setup !== undefined) return { name: 'setup', code: setup };
  const device = /^#\/devices\/(.+)$/.exec(hash)?.[1];
  if (device !== undefined) return { name: 'device', device: decode(device) };
  if (hash === '#/said') return { name: 'statements' };
  if (hash === '#/policies') return { name: 'policies' };
  if (hash === '#/enrol') return { name: 'enrol' };
  return { name: 'fleet', query: readQuery(/^#\/\?(.*)$/.exec(hash)?.[1] ?? '') };
}

function readQuery(text: string): ListQuery {
  const given = new URLSearchParams(text);
  return {
    search: (given.get('search') ?? firstQuery.search).slice(0, 200),
    filter: deviceFilters.find((one) => one === given.get('filter')) ?? firstQuery.filter,
    rule: given.get('rule')?.slice(0, 60) ?? firstQuery.rule,
    finding: deviceFindings.find((one) => one === given.get('finding')) ?? firstQuery.finding,
    sort: deviceSorts.find((one) => one === given.get('sort')) ?? firstQuery.sort,
    direction: given.get('direction') === 'desc' ? 'desc' : 'asc',
  };
}

/** The address of that list: only what differs from the first visit is said. */
export function listLink(query: ListQuery): string {
  const said = Object.entries(query).filter(
    ([name, value]) => value !== null && value !== firstQuery[name as keyof ListQuery],
  );
  return said.length === 0 ? '#/' : `#/?${new URLSearchParams(said as [string, string][])}`;
}

export function deviceLink(device: string): string {
  return `#/devices/${encodeURIComponent(device)}`;
}

/** Somebody may have typed a % that means nothing. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
