import type { PopupState, ShownVerdict } from '../../../src/ipc/schema.ts';

const at = '2026-11-23T08:05:00.000Z';
const since = '2026-11-20T01:30:00.000Z';
const common = { severity: 'required', at, since, contradiction: null } as const;

export const screenLockFails: ShownVerdict = {
  ...common,
  rule: 'screen-lock',
  status: 'fail',
  observed: { id: 'screen-lock.observed.locks-at-once', values: { wait: 900, grace: 0, desktop: 'GNOME' } },
  limit: { id: 'screen-lock.limit', values: { wait: 300, grace: 10 } },
  reason: { id: 'screen-lock.reason.wait', values: { wait: 900, limit: 300 } },
  source: 'dconf: org.gnome.desktop.session idle-delay',
  clauses: ['IS-7', 'CR-10'],
  remedy: { by: 'user', canOpenSettings: true, opens: null },
};

export const antivirusFails: ShownVerdict = {
  ...common,
  rule: 'antivirus',
  status: 'fail',
  observed: { id: 'antivirus.observed.none' },
  limit: { id: 'antivirus.limit', values: { days: 7 } },
  reason: { id: 'antivirus.reason.none' },
  source: '/run/clamav/clamd.ctl',
  clauses: ['IS-9'],
  remedy: { by: 'it', canOpenSettings: false, opens: null },
};

export const passwordUnknown: ShownVerdict = {
  ...common,
  rule: 'password-age',
  status: 'unknown',
  observed: null,
  limit: { id: 'password-age.limit', values: { span: 'P2M' } },
  reason: { id: 'unknown.never-set', values: { detail: '' } },
  source: 'org.freedesktop.Accounts',
  clauses: ['IS-6'],
  remedy: { by: 'user', canOpenSettings: false, opens: null },
};

export const sharingPasses: ShownVerdict = {
  ...common,
  rule: 'sharing',
  status: 'pass',
  observed: { id: 'sharing.observed.none' },
  limit: { id: 'sharing.limit.none' },
  reason: null,
  source: '/proc/net/tcp, /etc/samba/smb.conf',
  clauses: ['CR-10'],
  remedy: null,
};

/** Two failures, one unknown, one pass: every kind of row at once. */
export const sampleState: PopupState = {
  os: 'linux',
  hostname: 'PC-0421',
  profile: 'standard',
  owner: '李娜',
  department: '财务部',
  said: [],
  signOff: null,
  sharedKey: null,
  standing: 'not-compliant',
  scanning: false,
  scannedAt: at,
  policyVersion: 1,
  verdicts: [screenLockFails, antivirusFails, passwordUnknown, sharingPasses],
  reporting: { state: 'up-to-date', lastSentAt: at },
  keyProtection: 'os',
  language: 'zh-CN',
  version: '0.1.0',
};

export const compliantState: PopupState = {
  ...sampleState,
  standing: 'compliant',
  verdicts: [sharingPasses],
};

export const trainingFails: ShownVerdict = {
  ...common,
  rule: 'training',
  status: 'fail',
  observed: { id: 'training.observed.never' },
  limit: { id: 'training.limit', values: { span: 'P12M' } },
  reason: { id: 'training.reason.never' },
  source: '/home/li.na/.config/Deskward/training.json',
  clauses: ['IS-12'],
  remedy: { by: 'user', canOpenSettings: false, opens: 'training' },
};
