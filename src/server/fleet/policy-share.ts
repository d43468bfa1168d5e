import { hash } from 'node:crypto';

/**
 * @returns from 0 up to but not 100: a device gets a policy of which less than the roll-out's percentage lies here. Always
 * the same for one version, so that a growing percentage only adds devices, and another set of devices goes first each time.
 */
export function policyShare(device: string, version: number): number {
  const digest = hash('sha256', `${version} ${device}`, 'hex');
  return (Number.parseInt(digest.slice(0, 8), 16) / 2 ** 32) * 100;
}
