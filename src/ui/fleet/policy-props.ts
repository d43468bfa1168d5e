import type { PolicyRow } from '../../protocol/fleet-policy.ts';
import type { ViewProps } from './view-props.ts';

export type PolicyProps = ViewProps & {
  readonly policy: PolicyRow;
  /** The private half of the policy key is on the endpoint. */
  readonly canSign: boolean;
};
