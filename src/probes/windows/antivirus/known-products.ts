import { type RunningPrograms, seenRunning, serviceRuns } from '../running-programs.ts';
import { programName } from '../security-center/executable-path.ts';

/** An antivirus that can be seen by its services and processes: that proves presence, and nothing about its signatures. */
export interface KnownProduct {
  /** As its maker writes it. */
  readonly name: string;
  /** What its registered names have in common, in any language. */
  readonly names: RegExp;
  readonly services: readonly string[];
  readonly processes: readonly string[];
  /** The service that tells Security Center how it stands: while it is stopped, what stands there is old. */
  readonly reporter?: string;
}

/** Names of services and processes as public tools that look for them list them; none is documented by its maker. */
export const knownProducts: readonly KnownProduct[] = [
  {
    name: '360安全卫士',
    names: /^360/,
    services: ['ZhuDongFangYu'],
    processes: [
      'ZhuDongFangYu.exe',
      '360tray.exe',
      '360sd.exe',
      '360rp.exe',
      'QHActiveDefense.exe',
      'QHSafeTray.exe',
    ],
  },
  {
    name: '火绒安全软件',
    names: /火绒|huorong/i,
    services: ['HipsDaemon'],
    processes: ['HipsDaemon.exe', 'HipsTray.exe'],
    reporter: 'HRWSCCtrl',
  },
  {
    name: '腾讯电脑管家',
    names: /腾讯|tencent/i,
    services: ['QQPCRTP'],
    processes: ['QQPCRTP.exe', 'QQPCTray.exe'],
  },
  {
    name: '金山毒霸',
    names: /金山|毒霸|kingsoft/i,
    services: ['kxescore'],
    processes: ['kxescore.exe', 'kxetray.exe'],
  },
  {
    name: '瑞星',
    names: /瑞星|\brising\b/i,
    services: ['RsMgrSvc', 'RsRavMon'],
    processes: ['RavMonD.exe', 'RsMgrSvc.exe'],
  },
  {
    name: '奇安信天擎',
    names: /奇安信|天擎|qianxin|\bQAX/i,
    services: [],
    processes: ['QAXEntClient.exe', 'QAXTray.exe', 'QaxEngManager.exe', 'TQClient.exe', 'TQDefender.exe'],
  },
  {
    name: '深信服终端安全管理系统',
    names: /深信服|sangfor/i,
    services: [],
    processes: ['edr_agent.exe', 'edr_monitor.exe', 'sfavsvc.exe'],
  },
  { name: 'ESET', names: /eset/i, services: ['ekrn'], processes: ['ekrn.exe'] },
  { name: 'Kaspersky', names: /kaspersky|卡巴斯基/i, services: [], processes: ['avp.exe'] },
  {
    name: 'Symantec Endpoint Protection',
    names: /symantec/i,
    services: ['SepMasterService'],
    processes: ['ccSvcHst.exe'],
  },
  {
    name: 'Trend Micro',
    names: /trend micro|趋势科技|亚信/i,
    services: ['ntrtscan', 'ds_agent'],
    processes: ['NTRTScan.exe', 'ds_agent.exe', 'coreServiceShell.exe'],
  },
  {
    name: 'CrowdStrike Falcon',
    names: /crowdstrike/i,
    services: ['CSFalconService'],
    processes: ['CSFalconService.exe'],
  },
  {
    name: 'SentinelOne',
    names: /sentinel/i,
    services: ['SentinelAgent'],
    processes: ['SentinelAgent.exe'],
  },
  {
    name: 'Sophos',
    names: /sophos/i,
    services: ['SAVService'],
    processes: ['SophosFS.exe', 'SavService.exe'],
  },
];

/** The known product that a registration is of: by its name, or by the program that it names. */
export function findKnown(name: string, paths: readonly string[]): KnownProduct | undefined {
  const programs = paths.map(programName);
  return knownProducts.find(
    (known) =>
      known.names.test(name) || known.processes.some((process) => programs.includes(process.toLowerCase())),
  );
}

/** Of a known product: what of it was seen running, or that it stands still. */
export interface Engine {
  readonly running: boolean;
  /** Such as `process HipsTray.exe`, or `service HipsDaemon`. */
  readonly source: string;
}

/** @returns undefined where nothing of it is there, or that could not be read. */
export function findEngine(known: KnownProduct, programs: RunningPrograms): Engine | undefined {
  const seen = seenRunning(programs, known.services, known.processes);
  if (seen !== undefined) return { running: true, source: seen };
  const stopped = known.services.find((service) => serviceRuns(programs, service) === false);
  if (stopped === undefined || !programs.processes.ok) return undefined;
  return { running: false, source: `service ${stopped}` };
}
