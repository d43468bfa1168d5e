import { mediaNotedBefore, watchedMedia } from '../../observer/media-observer.ts';
import type { Platform, Probe } from '../../probes/probe.ts';
import type { Log } from '../log.ts';
import { mediaFileName, observationFile } from './observation-file.ts';

type MediaProbe = Probe<'removable-media'>;

const now = (): Date => new Date();

/** The platform, with a note taken of which drives come and go, in the agent's folder. */
export function observeMedia(platform: Platform, folder: string, log: Log): Platform {
  const store = observationFile(folder, log, mediaFileName);
  const onTrouble = (sentence: string): void => log.warn(sentence);
  return withMediaProbe(platform, (probe) => watchedMedia({ probe, store, now, onTrouble }));
}

/** The platform, with what the running agent has noted; for a program that looks once. */
export function withMediaBefore(platform: Platform, folder: string, log: Log): Platform {
  const store = observationFile(folder, log, mediaFileName);
  return withMediaProbe(platform, (probe) => mediaNotedBefore({ probe, store, now }));
}

function withMediaProbe(platform: Platform, wrap: (probe: MediaProbe) => MediaProbe): Platform {
  // A list of probes of several facts can't say which value belongs to which; the name does.
  const wrapped = (probe: Probe): Probe => wrap(probe as unknown as MediaProbe) as unknown as Probe;
  const probes = platform.probes.map((probe) => (probe.fact === 'removable-media' ? wrapped(probe) : probe));
  return { ...platform, probes };
}
