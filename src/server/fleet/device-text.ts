import type { ReportedDevice } from '../../protocol/report.ts';

/** What the device list shows, sorts and searches by. */
export interface DeviceText {
  readonly hostname: string;
  readonly osName: string;
  /** Sorted by code point, without regard to case. */
  readonly hostKey: string;
  /** All that the search looks through, folded like `foldText` folds the words searched for. */
  readonly searchText: string;
}

export function deviceText(description: ReportedDevice, department: string, owner: string): DeviceText {
  const { hostname, osName, osVersion } = description;
  const searchText = foldText([hostname, department, owner, osName, osVersion].join('\n'));
  return {
    hostname,
    osName: [osName, osVersion].filter(Boolean).join(' '),
    hostKey: foldText(hostname),
    searchText,
  };
}

/** Full-width letters, as Chinese keyboards make them, are found by plain ones (Unicode NFKC). */
export function foldText(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
