/** Where on the page somebody is; kept in the address behind the `#`. */
export type Route =
  | { readonly name: 'fleet' }
  | { readonly name: 'device'; readonly device: string }
  | { readonly name: 'enrol' }
  | { readonly name: 'setup'; readonly code: string };

export function readRoute(hash: string): Route {
  const setup = /^#setup=(.+)$/.exec(hash)?.[1];
  if (setup !== undefined) return { name: 'setup', code: setup };
  const device = /^#\/devices\/(.+)$/.exec(hash)?.[1];
  if (device !== undefined) return { name: 'device', device: decode(device) };
  return hash === '#/enrol' ? { name: 'enrol' } : { name: 'fleet' };
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
