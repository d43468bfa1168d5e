import * as z from 'zod';
import { configuration } from '../../../src/facts/configuration.ts';
import { profiles } from '../../../src/policy/policy.ts';
import { refusals } from '../../../src/probes/windows/answer.ts';

/** Instead of any answer: how Windows refused it, e.g. `{ "refused": "denied", "detail": "NetUserGetInfo: 5" }`. */
const refused = z.strictObject({ refused: z.enum(refusals), detail: z.string() });
const orRefused = <Schema extends z.ZodType>(schema: Schema) => z.union([refused, schema]);

/** REG_SZ as text, REG_DWORD as a number, REG_MULTI_SZ as a list, REG_QWORD and REG_BINARY by name. */
const registryValue = z.union([
  z.string(),
  z.number(),
  z.array(z.string()),
  z.strictObject({ qword: z.string() }),
  z.strictObject({ hex: z.string() }),
]);
export type WrittenRegistryValue = z.infer<typeof registryValue>;

const securityProduct = z.strictObject({
  name: z.string(),
  state: z.number(),
  signatureStatus: z.number(),
  remediationPath: z.string(),
  guid: z.string(),
});

/** The machine file: what Windows answers there, and the verdicts that a person expects. Times are FILETIME in decimal. */
const machineSchema = z.strictObject({
  name: z.string(),
  /** Which machine this is and how its readings are known: a person can check it. */
  origin: z.string(),
  /** The moment of the scan. */
  at: z.iso.datetime({ offset: true }).default('2026-11-20T09:00:00+08:00'),
  env: z.record(z.string(), z.string()).default({ SystemRoot: 'C:\\Windows' }),
  registry: z.record(z.string(), orRefused(z.record(z.string(), registryValue))).default({}),
  /** Key → when it was last written (ISO), where that matters. */
  writeTimes: z.record(z.string(), z.iso.datetime({ offset: true })).default({}),
  screenSaver: z.strictObject({
    active: orRefused(z.boolean()),
    secure: orRefused(z.boolean()),
    timeoutSeconds: orRefused(z.number()),
  }),
  power: z.strictObject({
    capabilities: orRefused(
      z.strictObject({
        modernStandby: z.boolean(),
        sleepS3: z.boolean(),
        hibernate: z.boolean(),
        battery: z.boolean(),
      }),
    ),
    /** By `<subgroup>/<setting>`. */
    settings: z.record(z.string(), orRefused(z.strictObject({ ac: z.number(), dc: z.number() }))),
  }),
  tokenUser: orRefused(
    z.strictObject({
      sid: z.string(),
      name: z.string(),
      domain: z.string(),
      machineSid: z.string().optional(),
    }),
  ),
  localUsers: z
    .record(
      z.string(),
      orRefused(
        z.strictObject({
          passwordAgeSeconds: z.number(),
          flags: z.number(),
          rid: z.number(),
          passwordExpired: z.boolean(),
        }),
      ),
    )
    .default({}),
  /** All accounts of the computer: Administrator and Guest are there everywhere, disabled. */
  localAccounts: orRefused(
    z.array(z.strictObject({ name: z.string().default(''), rid: z.number(), flags: z.number() })),
  ).default([
    { name: 'Administrator', rid: 500, flags: 66_051 },
    { name: 'Guest', rid: 501, flags: 66_083 },
  ]),
  internetIdentities: z
    .record(
      z.string(),
      orRefused(z.strictObject({ linked: z.boolean(), provider: z.string(), principal: z.string() })),
    )
    .default({}),
  logonSession: orRefused(
    z.strictObject({
      sid: z.string(),
      authenticationPackage: z.string(),
      logonType: z.number(),
      passwordLastSet: z.string(),
      passwordMustChange: z.string(),
    }),
  ),
  domainJoined: orRefused(z.boolean()).default(false),
  antivirusProducts: orRefused(z.array(securityProduct)),
  firewallProducts: orRefused(z.array(securityProduct)).default([]),
  /** WSC_SECURITY_PROVIDER_HEALTH of the firewalls together: 0 good, 2 poor. */
  firewallHealth: orRefused(z.number()).default({
    refused: 'missing',
    detail: 'wscapi.dll WscGetSecurityProviderHealth',
  }),
  /** Microsoft.Update.AutoUpdate: ISO; left out where it does not know. */
  updateDates: orRefused(
    z.strictObject({
      searchedAt: z.iso.datetime().optional(),
      installedAt: z.iso.datetime().optional(),
    }),
  ).default({ refused: 'missing', detail: 'CoCreateInstance: 0x80040154' }),
  /** Channel of the event log → the newest event that is asked for, as XML; null where it has none. */
  events: z.record(z.string(), orRefused(z.string().nullable())).default({}),
  /** Service name → state: 1 stopped, 4 running. */
  services: orRefused(z.record(z.string(), z.number())),
  processes: orRefused(z.array(z.string())).default([]),
  shares: orRefused(
    z.strictObject({
      serverRunning: z.boolean().default(true),
      level: z.number().default(502),
      shares: z
        .array(
          z.strictObject({
            name: z.string(),
            type: z.number(),
            remark: z.string().default(''),
            path: z.string().optional(),
            securityDescriptor: z.string().optional().describe('base64'),
          }),
        )
        .default([]),
    }),
  ),
  /** Letter → GetDriveTypeW, and what carries it. A PC has a system disk: NVMe, STORAGE_BUS_TYPE 17. */
  drives: orRefused(
    z.record(
      z.string(),
      z.strictObject({
        type: z.number(),
        /** `none` where this Windows has no such property. */
        bitLocker: orRefused(z.union([z.number(), z.literal('none')])).default(2),
        device: orRefused(z.strictObject({ busType: z.number(), removableMedia: z.boolean() })).optional(),
      }),
    ),
  ).default({ 'C:': { type: 3, bitLocker: 2, device: { busType: 17, removableMedia: false } } }),
  /** Disks and drives for discs, by their ids, in the computer or gone. Times are FILETIME; `medium` of one that is there. */
  storage: orRefused(
    z.record(
      z.string(),
      z.strictObject({
        kind: z.enum(['disk', 'disc']).default('disk'),
        isPresent: z.boolean().default(true),
        isInside: z.boolean().optional(),
        removalPolicy: z.number().optional(),
        parent: z.string().default(''),
        firstInstall: z.string().default('0'),
        lastArrival: z.string().default('0'),
        lastRemoval: z.string().default('0'),
        medium: orRefused(z.strictObject({ isRemovable: z.boolean(), isIn: z.boolean() })).optional(),
      }),
    ),
  ).default({}),
  /** Disks that are there, by their ids: what they say of themselves. */
  diskIdentities: z
    .record(z.string(), orRefused(z.strictObject({ serial: z.string(), bytes: z.number() })))
    .default({}),
  adapters: orRefused(
    z.array(
      z.strictObject({
        index: z.number(),
        guid: z.string(),
        name: z.string(),
        type: z.number(),
        medium: z.number(),
        isUp: z.boolean(),
        isHardware: z.boolean(),
        address: z.string(),
      }),
    ),
  ).default([]),
  /** Indices of the adapters with a default route. */
  wideRoutes: orRefused(z.array(z.number())).default([]),
  /** QUERY_USER_NOTIFICATION_STATE: 5 accepts notifications. */
  userNotificationState: orRefused(z.number()).default(5),
  /** Base64; refused where it is not told. */
  smbios: orRefused(z.string()).default({ refused: 'not-supported', detail: 'GetSystemFirmwareTable: 1' }),
  /** Files that are there; any other path is not. */
  files: z.array(z.string()).default([]),
  /** Under the default policy of which profile it is judged. */
  profile: z.enum(profiles).default('standard'),
  /** The accounts that IT named for it. */
  users: z.array(z.string()).nullable().default(null),
  /** The configuration that IT accepted for it. */
  accepted: configuration.value.nullable().default(null),
  /** Rule → status, and where it is told, the reason's message id. */
  verdicts: z.record(
    z.string(),
    z.union([z.string(), z.strictObject({ status: z.string(), reason: z.string() })]),
  ),
});
export type CapturedMachine = z.infer<typeof machineSchema>;
export type Refused = z.infer<typeof refused>;

/**
 * A Windows machine as its file tells. `like` names another file whose members it takes over; two levels are merged name by
 * name (a registry key's values, a power setting, a service), what lies deeper is replaced, and null takes away.
 */
export function decodeMachine(text: string, readOther: (name: string) => string): CapturedMachine {
  return machineSchema.parse(inherited(JSON.parse(text) as Json, readOther));
}

type Json = { readonly [key: string]: unknown };

function inherited(own: Json, readOther: (name: string) => string): Json {
  const { like, ...rest } = own;
  if (typeof like !== 'string') return rest;
  return merged(inherited(JSON.parse(readOther(like)) as Json, readOther), rest, 2);
}

function merged(base: Json, over: Json, depth: number): Json {
  const result: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const before = result[key];
    const mergeable = depth > 0 && isPlain(value) && !('refused' in value);
    const under = isPlain(before) && !('refused' in before) ? before : {};
    result[key] = mergeable ? merged(under, value, depth - 1) : value;
    if (value === null) delete result[key];
  }
  return result;
}

export function isPlain(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
