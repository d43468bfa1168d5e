import type { CapturedMachine } from '../probes/windows/machine-file.ts';
import { type Scenario, type Sections, scenario } from './scenario.ts';

type Values = Record<string, string | number>;

/** A machine of test/fixtures/windows/machines as the doubles tell it; its registry is the importer's. */
export function capturedWorld(machine: CapturedMachine): Scenario {
  const world = scenario({
    ...tokenOf(machine),
    ...accountsOf(machine),
    ...accountListOf(machine),
    ...bitLockerOf(machine),
    session: sessionOf(machine),
    join: isRefused(machine.domainJoined)
      ? { status: codeOf(machine.domainJoined) }
      : { kind: machine.domainJoined ? 3 : 2 },
    power: powerOf(machine),
    'screen-saver': screenSaverOf(machine),
    ...productsOf(machine),
    ...firewallsOf(machine),
    'update-dates': updateDatesOf(machine),
    events: eventsOf(machine),
    ...sharesOf(machine),
    ...servicesOf(machine),
    ...networkOf(machine),
    hang: hangsOf(machine),
  });
  return { ...world, env: { ...world.env, ...namesOf(machine) } };
}

/** Windows gives each session its names; one machine's must not be left to the next. */
function namesOf({ tokenUser, env }: CapturedMachine): Record<string, string> {
  const { COMPUTERNAME = 'DESKTOP' } = env;
  return { COMPUTERNAME, USERDOMAIN: isRefused(tokenUser) ? COMPUTERNAME : tokenUser.domain };
}

interface Refused {
  readonly refused: string;
  readonly detail: string;
}

function isRefused(value: unknown): value is Refused {
  return typeof value === 'object' && value !== null && 'refused' in value;
}

/** The error that the file names, as in `NetUserGetInfo: 5`; of a call that hangs none is ever told. */
function codeOf({ refused, detail }: Refused): string {
  const code = refused === 'timed-out' ? '0' : /(0x[0-9a-f]+|\d+)$/i.exec(detail)?.[1];
  if (code === undefined) throw new Error(`no error number in '${detail}'`);
  return code;
}

/** As an HRESULT: winerror.h, HRESULT_FROM_WIN32. */
function resultOf(refusal: Refused): number {
  const code = Number(codeOf(refusal));
  return code > 0xffff ? code : 0x80070000 + code;
}

/** The call that answers each question first. */
function hangsOf({ antivirusProducts, shares }: CapturedMachine): Values {
  const hangs = (value: unknown): boolean => isRefused(value) && value.refused === 'timed-out';
  return {
    ...(hangs(antivirusProducts) ? { Initialize: 1 } : {}),
    ...(hangs(shares) ? { NetShareEnum: 1 } : {}),
  };
}

function servicesOf({ services }: CapturedMachine): Sections {
  return isRefused(services) ? { 'service-manager': { error: codeOf(services) } } : { services };
}

const flag = (value: boolean): number => (value ? 1 : 0);

function tokenOf({ tokenUser }: CapturedMachine): Sections {
  if (isRefused(tokenUser)) return { token: { sid: 'S-1-0-0', error: codeOf(tokenUser) } };
  const { sid, name, domain, machineSid } = tokenUser;
  return { token: { sid, name, domain, ...(machineSid === undefined ? {} : { machineSid }) } };
}

function accountsOf({ localUsers, internetIdentities }: CapturedMachine): Sections {
  const names = new Set([...Object.keys(localUsers), ...Object.keys(internetIdentities)]);
  return Object.fromEntries(
    [...names].map((name) => [
      `user.${name}`,
      { ...localUserOf(localUsers[name]), ...identityOf(internetIdentities[name]) },
    ]),
  );
}

function bitLockerOf({ drives }: CapturedMachine): Sections {
  const told = Object.entries(isRefused(drives) ? {} : drives).flatMap(([letter, { bitLocker }]) => {
    if (isRefused(bitLocker)) return [[`error.${letter}`, resultOf(bitLocker)]];
    return bitLocker === 'none' ? [] : [[`value.${letter}`, bitLocker]];
  });
  // Wine's own drive, which every machine has beside its file's.
  return { bitlocker: { ...(Object.fromEntries(told) as Values), 'value.Z:': 1 } };
}

function accountListOf({ localAccounts }: CapturedMachine): Sections {
  if (isRefused(localAccounts)) return { accounts: { status: codeOf(localAccounts) } };
  return {
    accounts: { count: localAccounts.length },
    ...Object.fromEntries(localAccounts.map((account, index) => [`account.${index}`, account])),
  };
}

function localUserOf(user: CapturedMachine['localUsers'][string] | undefined): Values {
  if (user === undefined) return {};
  if (isRefused(user)) return { status3: codeOf(user) };
  const { passwordAgeSeconds, flags, rid, passwordExpired } = user;
  return { status3: 0, passwordAge: passwordAgeSeconds, flags, rid, passwordExpired: flag(passwordExpired) };
}

function identityOf(identity: CapturedMachine['internetIdentities'][string] | undefined): Values {
  if (identity === undefined) return {};
  if (isRefused(identity)) return { status24: codeOf(identity) };
  const { linked, provider, principal } = identity;
  return { status24: 0, internetIdentity: flag(linked), provider, principal };
}

function sessionOf({ logonSession }: CapturedMachine): Values {
  return isRefused(logonSession) ? { status: codeOf(logonSession) } : logonSession;
}

function powerOf({ power }: CapturedMachine): Values {
  const { capabilities } = power;
  const values: Values = isRefused(capabilities)
    ? { capabilitiesError: codeOf(capabilities) }
    : Object.fromEntries(Object.entries(capabilities).map(([name, value]) => [name, flag(value)]));
  for (const [setting, value] of Object.entries(power.settings))
    if (isRefused(value)) values[`error.${setting}`] = codeOf(value);
    else Object.assign(values, { [`ac.${setting}`]: value.ac, [`dc.${setting}`]: value.dc });
  return values;
}

/** What the file refuses is left out: the double then refuses it as Windows does. */
function screenSaverOf({ screenSaver }: CapturedMachine): Values {
  const told = Object.entries(screenSaver).flatMap(([name, value]) =>
    isRefused(value) ? [] : [[name, Number(value)]],
  );
  return { told: 1, ...(Object.fromEntries(told) as Values) };
}

function productsOf({ antivirusProducts }: CapturedMachine): Sections {
  if (isRefused(antivirusProducts))
    return antivirusProducts.refused === 'timed-out'
      ? {}
      : { 'security-center': { CreateInstance: resultOf(antivirusProducts) } };
  return {
    'security-center': { count: antivirusProducts.length },
    ...Object.fromEntries(antivirusProducts.map((product, index) => [`product.${index}`, product])),
  };
}

/** As a DATE: days since 1899-12-30. */
function updateDatesOf({ updateDates }: CapturedMachine): Values {
  if (isRefused(updateDates)) return { CreateAutomaticUpdates: resultOf(updateDates) };
  const { searchedAt, installedAt } = updateDates;
  const days = (moment: string): number => Date.parse(moment) / 86_400_000 + 25_569;
  return {
    ...(searchedAt === undefined ? {} : { searched: days(searchedAt) }),
    ...(installedAt === undefined ? {} : { installed: days(installedAt) }),
  };
}

function eventsOf({ events }: CapturedMachine): Values {
  return Object.fromEntries(
    Object.entries(events).map(([channel, event]) =>
      isRefused(event) ? [`error.${channel}`, codeOf(event)] : [channel, event ?? 'none'],
    ),
  );
}

/** Security Center answers for all kinds or for none: what it refuses of the firewalls stands with the antivirus. */
function firewallsOf({ firewallProducts, firewallHealth }: CapturedMachine): Sections {
  const products = isRefused(firewallProducts) ? [] : firewallProducts;
  return {
    firewalls: {
      count: products.length,
      ...(isRefused(firewallHealth) ? {} : { health: firewallHealth }),
    },
    ...Object.fromEntries(products.map((product, index) => [`firewall.${index}`, product])),
  };
}

function sharesOf({ shares }: CapturedMachine): Sections {
  if (isRefused(shares)) {
    const code = codeOf(shares);
    return { shares: { status502: code, status2: code, status1: code } };
  }
  // NERR_ServerNotStarted (lmerr.h)
  if (!shares.serverRunning) return { shares: { status502: 2114 } };
  const denied = { 502: {}, 2: { status502: 5 }, 1: { status502: 5, status2: 5 } }[shares.level] ?? {};
  return {
    shares: { ...denied, [`status${shares.level}`]: 0, count: shares.shares.length },
    ...Object.fromEntries(shares.shares.map((share, index) => [`share.${index}`, shareOf(share)])),
  };
}

function networkOf({ adapters, wideRoutes }: CapturedMachine): Sections {
  const rows = isRefused(adapters) ? [] : adapters;
  const routes = isRefused(wideRoutes) ? [] : wideRoutes;
  return {
    adapters: isRefused(adapters) ? { status: codeOf(adapters) } : { count: rows.length },
    ...Object.fromEntries(rows.map((adapter, index) => [`adapter.${index}`, adapterOf(adapter)])),
    routes: isRefused(wideRoutes) ? { status: codeOf(wideRoutes) } : { count: routes.length },
    ...Object.fromEntries(routes.map((adapter, index) => [`route.${index}`, { adapter, prefix: 0 }])),
  };
}

function adapterOf({
  isUp,
  isHardware,
  address,
  ...rest
}: Exclude<CapturedMachine['adapters'], Refused>[number]): Values {
  return {
    ...rest,
    up: flag(isUp),
    hardware: flag(isHardware),
    address: address.replaceAll('-', ''),
  };
}

function shareOf(share: {
  readonly name: string;
  readonly type: number;
  readonly remark: string;
  readonly path?: string | undefined;
  readonly securityDescriptor?: string | undefined;
}): Values {
  const { name, type, remark, path, securityDescriptor } = share;
  return {
    name,
    type,
    remark,
    ...(path === undefined ? {} : { path }),
    ...(securityDescriptor === undefined
      ? {}
      : { descriptor: Buffer.from(securityDescriptor, 'base64').toString('hex') }),
  };
}
