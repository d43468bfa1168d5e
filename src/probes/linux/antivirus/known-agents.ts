/** An antivirus that shows itself by its process and its folder only. */
export interface KnownAgent {
  /** As its maker writes it. */
  readonly name: string;
  /** The kernel's names of its engine's processes, cut at 15 characters; each runs as root. */
  readonly processes: readonly string[];
  /** Where it is installed: the folder alone means "installed, but not running". */
  readonly folders: readonly string[];
}

export const defenderName = 'Microsoft Defender for Endpoint';

/** Makers' Linux guides name these processes and folders; the Chinese ones were seen on UOS and Kylin machines. */
export const knownAgents: readonly KnownAgent[] = [
  { name: defenderName, processes: ['wdavdaemon'], folders: ['/opt/microsoft/mdatp'] },
  {
    name: 'CrowdStrike Falcon',
    processes: ['falcon-sensor', 'falcon-sensor-b'],
    folders: ['/opt/CrowdStrike'],
  },
  {
    name: 'SentinelOne',
    processes: ['sentinelone-age', 's1-agent', 's1-orchestrator'],
    folders: ['/opt/sentinelone'],
  },
  { name: 'Trend Micro Deep Security Agent', processes: ['ds_agent', 'ds_am'], folders: ['/opt/ds_agent'] },
  {
    name: 'Kaspersky Endpoint Security',
    processes: ['kesl', 'kesl-supervisor'],
    folders: ['/opt/kaspersky/kesl'],
  },
  {
    name: 'ESET Endpoint Antivirus',
    processes: ['oaeventd', 'esets_daemon', 'esets'],
    folders: ['/opt/eset/eea', '/opt/eset/esets'],
  },
  {
    name: 'Sophos Protection for Linux',
    processes: ['sophos_threat_d', 'soapd', 'savd'],
    folders: ['/opt/sophos-spl', '/opt/sophos-av'],
  },
  {
    name: 'Bitdefender Endpoint Security Tools',
    processes: ['bdsecd', 'bdservicehost'],
    folders: ['/opt/bitdefender-security-tools', '/opt/BitDefender'],
  },
  {
    name: 'Trellix Endpoint Security',
    processes: ['mfetpd'],
    folders: ['/opt/McAfee/ens', '/opt/trellix/ens'],
  },
  { name: '奇安信天擎', processes: ['qaxsafed'], folders: ['/opt/qaxsafe', '/opt/qianxin'] },
  {
    name: '360终端安全管理系统',
    processes: ['360entclient'],
    folders: ['/opt/360safe', '/opt/360/360safe'],
  },
  {
    name: '深信服终端安全管理系统',
    processes: ['edr_agent', 'edr_monitor', 'sfavsrv'],
    folders: ['/sf/edr/agent', '/Sangfor/EDR/agent', '/opt/sangfor/edr'],
  },
];
