/** One method call on a D-Bus bus. `signature` and `args` as the D-Bus specification writes them. */
export interface BusCall {
  readonly bus: 'session' | 'system';
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly signature?: string;
  readonly args?: readonly unknown[];
}

/**
 * `body`: the returned values as plain JavaScript. Variants are unwrapped, structures are arrays, dictionaries are
 * arrays of [key, value], bytes are Buffers; 64-bit integers are numbers, exact up to 2^53.
 */
export type BusReply =
  | { readonly ok: true; readonly body: readonly unknown[] }
  | {
      readonly ok: false;
      readonly reason: 'no-bus' | 'no-service' | 'denied' | 'timed-out' | 'failed';
      readonly detail: string;
    };

/** Never throws, and always answers: `timed-out` as soon as the signal is aborted. */
export type CallBus = (call: BusCall, signal: AbortSignal) => Promise<BusReply>;
