import type { Platform } from '../probes/probe.ts';
import type { Verdict } from '../rules/verdict.ts';
import type { Assessment, Trigger } from './agent-state.ts';
import type { Log } from './log.ts';
import type { OpenedAgent } from './opened-agent.ts';
import { keepLastScan } from './scanner/last-scan.ts';
import { oneAtATime } from './scanner/one-at-a-time.ts';
import { type Basis, scan } from './scanner/scan.ts';

export interface ScannerDeps {
  readonly platform: Platform;
  readonly folder: string;
  readonly log: Log;
  readonly now: () => Date;
  readonly basis: () => Basis;
  /** Where a scan is written down, and what reports it. */
  readonly opened: () => Pick<OpenedAgent, 'journal' | 'reporting'>;
  /** A scan has begun, is done, or has been handed on. */
  readonly onChange: () => void;
  readonly onNewFailures: (failures: readonly Verdict[]) => void;
}

/** Scans, one at a time: judged, written down, told, reported. */
export class Scanner {
  readonly #deps: ScannerDeps;
  readonly #scans = oneAtATime(() => this.#scan());
  /** What the next scan is asked for. */
  #triggers: ReadonlySet<Trigger> = new Set();
  #isScanning = false;
  #latest: Assessment | null = null;

  constructor(deps: ScannerDeps) {
    this.#deps = deps;
  }

  get isScanning(): boolean {
    return this.#isScanning;
  }

  get latest(): Assessment | null {
    return this.#latest;
  }

  /** Asked for while one runs, it follows that one. */
  run(trigger: Trigger): Promise<Assessment> {
    this.#triggers = new Set([...this.#triggers, trigger]);
    return this.#scans.run();
  }

  /** Resolves when none runs. */
  idle(): Promise<void> {
    return this.#scans.idle();
  }

  forget(): void {
    this.#latest = null;
  }

  async #scan(): Promise<Assessment> {
    const triggers = [...this.#triggers];
    this.#triggers = new Set();
    const { platform, basis, opened, folder, log, now, onChange, onNewFailures } = this.#deps;
    const { journal, reporting } = opened();
    this.#isScanning = true;
    onChange();
    try {
      const assessment = await scan(platform, basis(), now);
      this.#latest = assessment;
      const failures = await journal.record(assessment.verdicts);
      onChange();
      if (failures.length > 0) onNewFailures(failures);
      log.info(`Scanned (${triggers.join(', ')}) in ${assessment.durationMs} ms.`);
      keepLastScan(folder, assessment, log);
      await reporting.queue(assessment, triggers);
      return assessment;
    } finally {
      this.#isScanning = false;
      onChange();
    }
  }
}
