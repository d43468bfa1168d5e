import type { FirstReport } from '../../protocol/key-rotation.ts';
import type { SignedOff } from '../../protocol/sign-off.ts';
import type { FindProxies } from '../endpoint/proxies.ts';
import { Endpoint } from '../endpoint.ts';
import { takeUpKey } from '../identity/key-beside.ts';
import { KeyRotation } from '../identity/key-rotation.ts';
import type { Identity, OpenedIdentity } from '../identity/opened-identity.ts';
import { type KeyProtector, openIdentity } from '../identity.ts';
import { describeError, type Log } from '../log.ts';
import type { Outbox } from '../outbox.ts';
import { PolicyFetcher } from '../policy/policy-fetcher.ts';
import type { PolicyStore } from '../policy/policy-store.ts';
import { type Refused, Reporter, type ReporterDeps, type ReporterState } from '../reporter.ts';
import type { Enrolment } from '../settings.ts';
import type { StatementBox } from '../statements/statement-box.ts';
import { StatementSender } from '../statements/statement-sender.ts';
import type { Timers } from '../timers.ts';
import { keepDistrust } from './last-distrust.ts';

type ReporterEvents = Pick<
  ReporterDeps,
  'onSent' | 'onWanted' | 'onAssigned' | 'onBundleKeys' | 'onKeyShared' | 'onSignOff' | 'onChange'
>;

export type KeyTrouble = Pick<Extract<OpenedIdentity, { ok: false }>, 'reason' | 'detail'>;

export interface ConnectionDeps extends ReporterEvents {
  readonly enrolment: Enrolment;
  readonly folder: string;
  readonly keyProtector: KeyProtector;
  readonly log: Log;
  readonly now: () => Date;
  readonly findProxies?: FindProxies;
  readonly timers?: Timers;
  readonly outbox: Outbox;
  readonly box: StatementBox;
  readonly policies: PolicyStore;
  /** Another policy came; `taken` is whether it is in force. */
  readonly onPolicy: (taken: boolean) => void;
  /** The endpoint has another key of this device now; nothing is sent any more until it is in use. */
  readonly onKeyChanged: (next: Identity, from: FirstReport | undefined) => void;
  /** IT has confirmed the sign-off of this very device. */
  readonly onSignedOff: (record: SignedOff) => void;
}

/** What speaks to the endpoint of one enrolment, from taking it up until it is stopped. */
export class Connection {
  readonly enrolment: Enrolment;
  readonly identity: Identity | null;
  /** Why there is no key though the device is enrolled. */
  readonly keyTrouble: KeyTrouble | null;
  readonly #reporter: Reporter;
  readonly #sender: StatementSender | null;

  /** Puts the outbox in order for this enrolment and begins to send what waits in it. */
  static async open(deps: ConnectionDeps): Promise<Connection> {
    const { enrolment, folder, keyProtector, log, outbox } = deps;
    await takeUpKey(folder, keyProtector, enrolment.key).catch((error: unknown) =>
      log.error(`The new key could not be taken up yet: ${describeError(error)}`),
    );
    const opened = await openIdentity(folder, keyProtector);
    if (!opened.ok) log.error(`The key of this device can't be used: ${opened.detail}`);
    await outbox.begin(enrolment.device, enrolment.epoch);
    return new Connection(deps, opened.ok ? opened.identity : null, opened.ok ? null : opened);
  }

  private constructor(deps: ConnectionDeps, identity: Identity | null, keyTrouble: KeyTrouble | null) {
    const { enrolment, log, findProxies, timers, now, outbox, box, policies, onChange, onPolicy } = deps;
    const { origin, pin, device } = enrolment;
    this.enrolment = enrolment;
    this.identity = identity;
    this.keyTrouble = keyTrouble;
    const onSignedOff = (record: SignedOff): void => {
      if (record.device === device) deps.onSignedOff(record);
    };
    const endpoint = new Endpoint({ origin, pin }, { now, onSignedOff, ...(findProxies && { findProxies }) });
    const asks = identity && { endpoint, identity, device, log };
    const fetcher = asks && new PolicyFetcher({ ...asks, policies, now, onChange: onPolicy });
    this.#sender = asks && new StatementSender({ ...asks, box, onChange, ...(timers && { timers }) });
    const rotation = asks && new KeyRotation({ ...deps, ...asks, onChanged: deps.onKeyChanged });
    this.#reporter = new Reporter({
      ...deps,
      endpoint,
      rotation,
      sendAhead: async () => this.#sender?.sendAhead(),
      onDistrust: (distrust) => keepDistrust(deps.folder, { ...placed(deps), ...distrust }, log),
      onPolicy: (version) => void fetcher?.fetch(version),
    });
    this.#sender?.wake();
    if (outbox.waiting > 0) this.#reporter.wake();
  }

  get state(): ReporterState {
    return this.#reporter.state;
  }

  /** What the endpoint said to the last report if it refused that one for good, else null. */
  get refusal(): Refused | null {
    return this.#reporter.refusal;
  }

  /** A report is new in the outbox. */
  wakeReporter(): void {
    this.#reporter.wake();
  }

  /** What the endpoint answered could not be put to use on this disk now. */
  tryLater(): void {
    this.#reporter.tryLater();
  }

  /** A statement is new in the box. */
  wakeSender(): void {
    this.#sender?.wake();
  }

  /** Resolves when nothing is on its way. */
  async idle(): Promise<void> {
    await this.#sender?.idle();
    await this.#reporter.idle();
  }

  async stop(): Promise<void> {
    await this.#sender?.stop();
    await this.#reporter.stop();
  }
}

function placed({ enrolment, now }: ConnectionDeps) {
  return { device: enrolment.device, epoch: enrolment.epoch, at: now().toISOString() };
}
