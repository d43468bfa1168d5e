import type { PublicJwk } from '../../jws/device-key.ts';
import type { Standing } from '../../policy/standing.ts';
import type { AssignmentChange, DeviceAssignment } from '../../protocol/assignment.ts';
import type { BundleKeys } from '../../protocol/bundle-keys.ts';
import type { Change, DeviceQuery } from '../../protocol/fleet.ts';
import type { ReportedDevice, ReportPayload } from '../../protocol/report.ts';
import type { Cursor } from '../fleet/cursor.ts';
import type { DeviceNews, Held, ReportNews } from './device-news.ts';
import type { FleetCounts } from './fleet-counts.ts';
import type { ServerAddress } from './server-address.ts';
import type { KeyChange, KeyChangeOutcome, StoredDeviceKey } from './stored-device-key.ts';
import type {
  DeviceRefusal,
  FoundPolicy,
  HeldPolicies,
  PolicyChange,
  PolicyChangeOutcome,
  PolicyHandOut,
  PolicyInput,
  PublishedPolicy,
} from './stored-policy.ts';
import type { SecondHistoryEnd, SecondHistoryEnded, StoredSecondHistory } from './stored-second-history.ts';
import type {
  SignOffEnd,
  SignOffEnded,
  SignOffInput,
  SignOffStarted,
  StoredSignOff,
} from './stored-sign-off.ts';
import type { ListedStatement, StatementInput, StatementOutcome } from './stored-statement.ts';
import type { StoredSession, StoredUser } from './stored-user.ts';

/** The disk is full, gone or locked for too long. What was asked is not done and may be asked again. */
export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable';
}

/** Times are milliseconds since 1970 by the endpoint's clock, unless they say otherwise. */
export interface EnrolmentInput {
  readonly tokenHash: string;
  readonly thumbprint: string;
  readonly publicKey: PublicJwk;
  readonly description: ReportedDevice;
  /** The name of the device, should it be a new one. */
  readonly newDevice: string;
  /** The device that its computer was until now, by the word of that one's key; null or missing: none. */
  readonly leaves?: string | null;
  readonly now: number;
}
export type EnrolmentOutcome =
  | {
      readonly state: 'enrolled';
      readonly device: string;
      readonly epoch: number;
      readonly profile: Profile;
      readonly department: string;
    }
  | { readonly state: 'refused'; readonly reason: EnrolmentRefusal };
export type EnrolmentRefusal =
  | 'token-unknown'
  | 'token-expired'
  | 'token-revoked'
  | 'token-used-up'
  | 'already-enrolled'
  | 'retired-key'
  | 'signed-off'
  | 'device-revoked';
export type Profile = 'standard' | 'confidential' | 'dedicated';

/** A report whose signature and shape have been verified. */
export interface VerifiedReport {
  readonly payload: ReportPayload;
  /** The compact JWS as received: the evidence. */
  readonly jws: string;
  /** base64url of SHA-256 of `jws`. */
  readonly hash: string;
  readonly receivedAt: number;
  /** Carried here, and so perhaps late; not sent over the network. */
  readonly isByFile?: boolean;
  /** Thumbprint of the key that signed it; missing where nobody asks. */
  readonly key?: string;
}
export type ReportOutcome =
  | (ReportNews & {
      readonly state: 'stored' | 'repeated';
      readonly wantsAssessment: boolean;
      /** The newest number, where this report came over the network under one below it. */
      readonly newest?: number;
    })
  | {
      readonly state: 'refused';
      readonly reason: 'unknown-device' | 'device-revoked' | 'signed-off' | 'unknown-epoch' | 'retired-key';
    }
  | {
      readonly state: 'refused';
      readonly reason: 'stale-epoch' | 'sequence-conflict';
      readonly secondHistory: StoredSecondHistory | undefined;
    };

/** How a report hangs on the one before it: `gap` where that one is missing, `fork` where it is another one. */
export type ChainLink = 'linked' | 'gap' | 'fork';

export interface StoredReport {
  readonly epoch: number;
  readonly sequence: number;
  readonly receivedAt: number;
  readonly jws: string;
  readonly link: ChainLink;
  /** How often other bytes came with the same number; they were refused. */
  readonly conflicts: number;
}

/** A report that was refused because another one held its number; the first hundred of a device are kept. */
export interface ConflictingReport {
  readonly receivedAt: number;
  readonly jws: string;
}

export interface ListedDevice {
  readonly device: string;
  readonly hostname: string;
  readonly osName: string;
  readonly department: string;
  readonly profile: string;
  readonly standing: Standing;
  /** Rules that fail and decide. */
  readonly failing: readonly string[];
  /** Rules that fail and do not. */
  readonly advised: readonly string[];
  readonly unknown: readonly string[];
  /** The last time the device was heard of, its enrolment included. */
  readonly heardAt: number;
  readonly hasReported: boolean;
  /** Null while it is in. */
  readonly signedOffAt: number | null;
  /** A second history that is not settled. */
  readonly isKeyShared: boolean;
}
export interface DeviceList {
  readonly devices: readonly ListedDevice[];
  readonly matches: number;
  readonly next: Cursor | null;
}
export interface DeviceListQuery extends Omit<DeviceQuery, 'after'> {
  readonly after: Cursor | null;
  /** A device that was last heard of before this instant is silent. */
  readonly silentBefore: number;
}

export interface StoredDevice extends ListedDevice {
  readonly description: ReportedDevice;
  readonly enrolledAt: number;
  readonly sequence: number | null;
  readonly clockSkewMs: number | null;
  readonly thumbprint: string;
  /** The open one first, then the newest. */
  readonly secondHistories: readonly StoredSecondHistory[];
  readonly assignment: DeviceAssignment;
  readonly acceptance: Acceptance | null;
  /** The version that the device had at its newest report; null where it did not say. */
  readonly heldAssignment: number | null;
  /** Null where it refuses no policy. */
  readonly refusedPolicy: DeviceRefusal | null;
  /** The JWS of the assessment that is in force. */
  readonly assessmentJws: string | null;
  /** For each rule, when its verdict became what it is, by the device's clock (ISO). */
  readonly since: Readonly<Record<string, string>>;
  readonly changes: readonly Change[];
}

export interface AssignmentInput {
  readonly device: string;
  readonly change: AssignmentChange;
  /** Name of the account. */
  readonly by: string;
  readonly now: number;
}
/** Which configuration IT accepted, by its digest; who did, and when (milliseconds since 1970). */
export interface Acceptance {
  readonly digest: string;
  readonly by: string;
  readonly at: number;
}
export type AcceptanceInput = Omit<Acceptance, 'at'> & { readonly device: string; readonly now: number };
/** `changed-meanwhile`: somebody else has changed the version that this change was made on. */
export type AssignmentOutcome =
  | { readonly state: 'assigned'; readonly assignment: DeviceAssignment }
  | { readonly state: 'refused'; readonly reason: 'not-found' | 'changed-meanwhile' };

export interface StoredToken {
  readonly id: string;
  readonly profile: Profile;
  readonly department: string;
  readonly uses: number;
  readonly used: number;
  readonly madeAt: number;
  /** Name of the account; empty where it was made on the command line. */
  readonly madeBy: string;
  readonly expiresAt: number;
}
export type TokenInput = Omit<StoredToken, 'used'> & { readonly hash: string };

/** Everything that the endpoint keeps. Each call is one transaction and is on the disk when it resolves. */
export interface Storage {
  /** Takes one use of the token. A key that is already enrolled stays the same device, in a new epoch. */
  enrol(input: EnrolmentInput): Promise<EnrolmentOutcome>;
  findDeviceKey(device: string): Promise<PublicJwk | null>;
  /** In the order in which they signed: the last one is in use. */
  listDeviceKeys(device: string): Promise<readonly StoredDeviceKey[]>;
  changeKey(change: KeyChange): Promise<KeyChangeOutcome>;
  /** A key that was replaced signed something. */
  noteRetiredKey(device: string, now: number): Promise<void>;
  /** Nothing more of it is taken in from now on; null: again. @returns false where there is no such device. */
  revokeDevice(device: string, at: number | null): Promise<boolean>;
  /** One transaction for all of them; the outcomes are in the order of the reports. */
  storeReports(reports: readonly VerifiedReport[]): Promise<readonly ReportOutcome[]>;
  /** @returns what IT has for a device beyond what it holds; null where there is no such device, or it was taken out. */
  findNews(device: string, held: Held): Promise<DeviceNews | null>;
  /** In order of epoch and sequence. */
  readReports(device: string): Promise<readonly StoredReport[]>;
  /** In the order in which they came. */
  readConflicts(device: string): Promise<readonly ConflictingReport[]>;

  countFleet(silentBefore: number): Promise<FleetCounts>;
  listDevices(query: DeviceListQuery): Promise<DeviceList>;
  findDevice(device: string): Promise<StoredDevice | null>;

  /** Every version stays on record, with who made it. */
  assign(input: AssignmentInput): Promise<AssignmentOutcome>;
  /** `changed-meanwhile`: the device has reported another configuration than the one that was shown. */
  acceptConfiguration(input: AcceptanceInput): Promise<AssignmentOutcome>;

  storeStatement(statement: StatementInput): Promise<StatementOutcome>;
  /** Open leaks first, then all others that are open, then the newest, 200 at most; of one device or of all. */
  listStatements(device: string | null): Promise<readonly ListedStatement[]>;
  /** @returns the JWS as it came; null where there is no such statement. */
  findStatement(number: number): Promise<string | null>;
  /** `handledAt` null: it is open again. @returns false where there is no such statement. */
  handleStatement(number: number, handledAt: number | null, by: string): Promise<boolean>;

  /** The open one first, then the newest, 50 at most. */
  listSecondHistories(device: string): Promise<readonly StoredSecondHistory[]>;
  /** IT has looked into it. */
  endSecondHistory(input: SecondHistoryEnd): Promise<SecondHistoryEnded>;

  startSignOff(input: SignOffInput): Promise<SignOffStarted>;
  /** Confirmed: nothing more is taken from the device, and it counts in the fleet no longer. */
  endSignOff(input: SignOffEnd): Promise<SignOffEnded>;
  /** Open leaks first, then all others that are open, then the newest, 200 at most; of one device or of all. */
  listSignOffs(device: string | null): Promise<readonly StoredSignOff[]>;
  /** @returns the sign-off that took this device out; null while it is in. */
  findSignedOff(device: string): Promise<StoredSignOff | null>;
  /** Ids of the devices that somebody answers for and that are in. */
  devicesOfOwner(owner: string): Promise<readonly string[]>;

  /** @returns false where one of this version or a later one is published. */
  publishPolicy(input: PolicyInput): Promise<boolean>;
  changePolicy(change: PolicyChange): Promise<PolicyChangeOutcome>;
  /** Newest first, the last fifty. */
  listPolicies(): Promise<readonly PublishedPolicy[]>;
  /** What the devices said of it in their newest reports. */
  countHeldPolicies(): Promise<HeldPolicies>;
  /** Notes that the device takes it. @returns null where there is none of this version for it, or it is halted. */
  handOutPolicy(wish: PolicyHandOut): Promise<FoundPolicy | null>;
  /** The public half; the private one is not the storage's to know. */
  savePolicyKey(key: PublicJwk): Promise<void>;
  findPolicyKey(): Promise<PublicJwk | null>;
  /** The public halves, as with the policy key. */
  saveBundleKeys(keys: BundleKeys): Promise<void>;
  findBundleKeys(): Promise<BundleKeys | null>;

  createToken(token: TokenInput): Promise<void>;
  /** Those that can still enrol a device at `now`, newest first. */
  listTokens(now: number): Promise<readonly StoredToken[]>;
  /** @returns false where there is no such token. */
  revokeToken(id: string): Promise<boolean>;

  hasUsers(): Promise<boolean>;
  /** @returns false where somebody already exists: the first one is only made once. */
  createFirstUser(user: StoredUser): Promise<boolean>;
  /** Makes the user or sets a new password, which ends the sessions of that user. */
  saveUser(user: StoredUser): Promise<void>;
  /** Names are compared without regard to case. */
  findUser(name: string): Promise<StoredUser | null>;

  createSession(session: StoredSession): Promise<void>;
  /** @returns null for one that does not exist or has expired. */
  findSession(hash: string, now: number): Promise<StoredSession | null>;
  deleteSession(hash: string): Promise<void>;

  /** Where the endpoint listens, so that a token can be turned into an enrolment string. */
  saveAddress(address: ServerAddress): Promise<void>;
  findAddress(): Promise<ServerAddress | null>;
  close(): Promise<void>;
}
