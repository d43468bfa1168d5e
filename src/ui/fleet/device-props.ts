import type { DeviceDetail } from '../../protocol/fleet.ts';
import type { ViewProps } from './view-props.ts';

export type DeviceProps = ViewProps & { readonly device: DeviceDetail };
