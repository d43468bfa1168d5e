import { hostname } from 'node:os';
import type { DeviceDescription, Platform } from '../../probes/probe.ts';
import { describeError, type Log } from '../log.ts';

/** Milliseconds after which a report goes without the description. */
const budgetMs = 15_000;

/** Asked once, off the scan's path; a system that doesn't describe itself still has a name. */
export function describeOnce(
  platform: Pick<Platform, 'describeDevice'>,
  log: Log,
): () => Promise<DeviceDescription> {
  let answer: Promise<DeviceDescription> | null = null;
  return () => {
    answer ??= describe(platform, log);
    return answer;
  };
}

async function describe(platform: Pick<Platform, 'describeDevice'>, log: Log): Promise<DeviceDescription> {
  let timer: NodeJS.Timeout | undefined;
  const outOfTime = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${budgetMs} ms`)), budgetMs);
  });
  try {
    return await Promise.race([platform.describeDevice(), outOfTime]);
  } catch (error) {
    log.warn(`This computer could not be described: ${describeError(error)}`);
    return bareDescription();
  } finally {
    clearTimeout(timer);
  }
}

/** What is said of a device whose system did not describe it. */
function bareDescription(): DeviceDescription {
  return {
    hostname: hostname(),
    manufacturer: '',
    model: '',
    serial: '',
    osName: '',
    osVersion: '',
    cpu: '',
    memoryBytes: 0,
  };
}
