/** An antivirus of another maker, by what macOS shows of it. */
export interface KnownAgent {
  /** As its maker writes it. */
  readonly name: string;
  /** The bundles of its endpoint-security extensions. */
  readonly extensions: readonly string[];
  /** The names of its engine's programs. */
  readonly processes: readonly string[];
}

/** From the makers' deployment guides and from lists that public inventories keep; each was seen on a Mac. */
export const knownAgents: readonly KnownAgent[] = [
  {
    name: 'CrowdStrike Falcon',
    extensions: ['com.crowdstrike.falcon.Agent'],
    processes: ['com.crowdstrike.falcon.Agent', 'falcond'],
  },
  {
    name: 'Microsoft Defender for Endpoint',
    extensions: ['com.microsoft.wdav.epsext'],
    processes: ['wdavdaemon', 'wdavdaemon_enterprise', 'com.microsoft.wdav.epsext'],
  },
  { name: 'SentinelOne', extensions: [], processes: ['sentineld'] },
  {
    name: 'Sophos Endpoint',
    extensions: ['com.sophos.endpoint.scanextension'],
    processes: ['com.sophos.endpoint.scanextension', 'SophosScanD'],
  },
  {
    name: 'Symantec Endpoint Security',
    extensions: ['com.broadcom.mes.systemextension'],
    processes: ['com.broadcom.mes.systemextension'],
  },
  {
    name: 'Cisco Secure Endpoint',
    extensions: ['com.cisco.endpoint.svc.securityextension'],
    processes: ['com.cisco.endpoint.svc.securityextension'],
  },
  {
    name: 'Elastic Defend',
    extensions: ['co.elastic.systemextension'],
    processes: ['co.elastic.systemextension', 'elastic-endpoint'],
  },
];
