import * as z from 'zod';
import { known, type Reading } from '../../facts/fact.ts';
import type { FactValue } from '../../facts/registry.ts';
import type { Platform, Probe } from '../../probes/probe.ts';
import { describeError, type Log } from '../log.ts';
import { observationFile, updatesFileName } from '../observe/observation-file.ts';

type Updates = FactValue<'os-updates'>;
type UpdatesReading = Reading<Updates>;

const stored = z.object({
  v: z.literal(1),
  installation: z.string(),
  version: z.string(),
  currentAt: z.iso.datetime(),
});
/** When which system was last seen to lack nothing. */
type Memory = z.infer<typeof stored>;

/** The platform, which keeps in the agent's folder when it was last seen to lack no update. */
export function rememberUpdates(platform: Platform, folder: string, log: Log): Platform {
  const store = observationFile(folder, log, updatesFileName);

  function recall(): Memory | null {
    try {
      return decode(store.read());
    } catch (error) {
      store.setAside(describeError(error));
      return null;
    }
  }

  async function keep(memory: Memory): Promise<void> {
    if (JSON.stringify(recall()) === JSON.stringify(memory)) return;
    try {
      await store.write(JSON.stringify(memory));
    } catch (error) {
      log.warn(`When this system last lacked no update could not be written down: ${describeError(error)}`);
    }
  }

  return withUpdatesProbe(platform, async (reading, installation) => {
    const whole = wholeMoment(reading, installation);
    if (whole !== null) await keep(whole);
    return withMemory(reading, installation, recall());
  });
}

/** The platform, with what the running agent has kept; for a program that looks once, and writes nothing. */
export function withUpdatesBefore(platform: Platform, folder: string, log: Log): Platform {
  const store = observationFile(folder, log, updatesFileName);
  return withUpdatesProbe(platform, async (reading, installation) => {
    try {
      return withMemory(reading, installation, decode(store.read()));
    } catch {
      // It is the running agent's to say that its file makes no sense.
      return reading;
    }
  });
}

/** @throws Error for what is no memory. */
function decode(text: string | null): Memory | null {
  return text === null ? null : stored.parse(JSON.parse(text));
}

type Complete = (reading: UpdatesReading, installation: string) => Promise<UpdatesReading>;

function withUpdatesProbe(platform: Platform, complete: Complete): Platform {
  const completed = (probe: Probe<'os-updates'>): Probe<'os-updates'> => ({
    ...probe,
    read: async (...given) => {
      const [reading, installation] = await Promise.all([probe.read(...given), platform.installation?.()]);
      return installation === undefined ? reading : complete(reading, installation);
    },
  });
  // A list of probes of several facts can't say which value belongs to which; the name does.
  const wrapped = (probe: Probe): Probe =>
    completed(probe as unknown as Probe<'os-updates'>) as unknown as Probe;
  const probes = platform.probes.map((probe) => (probe.fact === 'os-updates' ? wrapped(probe) : probe));
  return { ...platform, probes };
}

/** Null where something is missing, or nothing is counted. The last one counts, not the latest: a system may be put back. */
function wholeMoment(reading: UpdatesReading, installation: string): Memory | null {
  if (reading.state !== 'known') return null;
  const { currentAt, missing, version } = reading.value;
  return missing === 0 && currentAt !== null ? { v: 1, installation, version, currentAt } : null;
}

/** Where something is missing: that it lacked nothing at an earlier moment stays true of the same system. */
function withMemory(reading: UpdatesReading, installation: string, memory: Memory | null): UpdatesReading {
  if (reading.state !== 'known' || memory === null) return reading;
  const { currentAt, missing, version, bound } = reading.value;
  const isOfThis = memory.installation === installation && memory.version === version;
  if (!isOfThis || missing === null || missing === 0 || !isLater(memory.currentAt, currentAt)) return reading;
  const value: Updates = {
    ...reading.value,
    currentAt: memory.currentAt,
    // What the system keeps no record of may have been put in since by other ways.
    bound: currentAt === null ? 'at-least' : bound,
  };
  return known(value, `${reading.source}, ${updatesFileName}`);
}

/** What lies ahead of the clock is no memory. */
function isLater(remembered: string, read: string | null): boolean {
  const at = Date.parse(remembered);
  return at <= Date.now() && (read === null || at > Date.parse(read));
}
