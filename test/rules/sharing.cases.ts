import { known, unknown } from '../../src/facts/fact.ts';
import type { Offer, sharing } from '../../src/facts/sharing.ts';
import type { RuleCase } from './rule-case.ts';

type Value = typeof sharing.example;
const offer = (change: Partial<Offer>): Offer => ({
  kind: 'smb',
  name: 'public',
  reach: 'everyone',
  active: true,
  source: '/etc/samba/smb.conf',
  ...change,
});
const unread = { kind: 'smb', source: '/var/lib/samba/usershares', detail: 'EACCES' } as const;

export const cases: readonly RuleCase<Value>[] = [
  {
    name: 'nothing offered',
    reading: known({ offers: [], unread: [] }, '/proc/net/tcp'),
    expect: 'pass',
    reason: null,
  },
  {
    name: 'open ports that give nothing known are told, and decide nothing',
    reading: known({ offers: [], unread: [], others: [{ port: 8000, program: 'node' }] }, '/proc/net/tcp'),
    expect: 'pass',
    reason: null,
  },
  {
    name: 'a web server',
    reading: known({ offers: [offer({ kind: 'web', name: 'HTTP (port 80)' })], unread: [] }, '/proc/net/tcp'),
    expect: 'fail',
    reason: 'sharing.reason.open',
  },
  {
    name: 'a share that is open',
    reading: known({ offers: [offer({})], unread: [] }, '/proc/net/tcp'),
    expect: 'fail',
    reason: 'sharing.reason.open',
  },
  {
    name: 'a share for accounts only is a share',
    reading: known({ offers: [offer({ reach: 'accounts' })], unread: [] }, '/proc/net/tcp'),
    expect: 'fail',
    reason: 'sharing.reason.open',
  },
  {
    name: 'a share that waits for its service',
    reading: known({ offers: [offer({ active: false })], unread: [] }, '/proc/net/tcp'),
    expect: 'fail',
    reason: 'sharing.reason.prepared',
  },
  {
    name: 'partly readable is not a pass',
    reading: known({ offers: [], unread: [unread] }, '/proc/net/tcp'),
    expect: 'unknown',
    reason: 'sharing.reason.unread',
  },
  {
    name: 'what was found fails, whatever could not be read',
    reading: known(
      { offers: [offer({ kind: 'remote-login', name: 'SSH (port 22)' })], unread: [unread] },
      '/proc/net/tcp',
    ),
    expect: 'fail',
    reason: 'sharing.reason.open',
  },
  {
    name: 'remote control through its maker’s servers is open, without a port',
    reading: known({ offers: [offer({ kind: 'remote-control', name: '向日葵' })], unread: [] }, 'services'),
    expect: 'fail',
    reason: 'sharing.reason.open',
  },
  {
    name: 'no list of listeners',
    reading: unknown('denied', '/proc/net/tcp'),
    expect: 'unknown',
    reason: 'unknown.denied',
  },
];
