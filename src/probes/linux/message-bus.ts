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

export type BusReply =
  | { readonly ok: true; readonly body: readonly unknown[] }
  | {
      readonly ok: false;
      readonly reason: 'no-bus' | 'no-service' | 'denied' | 'timed-out' | 'failed';
      readonly detail: string;
    };

export type CallBus = (call: BusCall, signal: AbortSignal) => Promise<BusReply>;

export const callBus: CallBus = async () => ({ ok: false, reason: 'failed', detail: 'being built' });
