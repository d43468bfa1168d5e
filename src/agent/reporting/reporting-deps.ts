import type { DeviceDescription } from '../../probes/probe.ts';
import type { FindProxies } from '../endpoint/proxies.ts';
import type { KeyProtector } from '../identity.ts';
import type { Log } from '../log.ts';
import type { PolicyStore } from '../policy/policy-store.ts';
import type { Settings } from '../settings.ts';
import type { Timers } from '../timers.ts';

export interface ReportingDeps {
  readonly folder: string;
  readonly settings: Settings;
  readonly keyProtector: KeyProtector;
  readonly log: Log;
  readonly describe: () => Promise<DeviceDescription>;
  readonly now: () => Date;
  readonly findProxies?: FindProxies;
  readonly timers?: Timers;
  readonly onChange: () => void;
  /** IT has given this device something else, perhaps another profile: it is to be judged anew. */
  readonly onAssigned: () => void;
  readonly policies: PolicyStore;
  /** Another policy is in force. */
  readonly onPolicy: () => void;
  /** A sign-off has begun or was called off. */
  readonly onSignOff: () => void;
  /** It was confirmed: call `forgetAll`. */
  readonly onSignedOff: () => void;
}
