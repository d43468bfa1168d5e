import { type Configuration, configuration } from '../../src/facts/configuration.ts';
import { known, unknown } from '../../src/facts/fact.ts';
import { type Assignment, noAssignment } from '../../src/rules/assignment.ts';
import type { RuleCase } from './rule-case.ts';

export const asAccepted: Configuration = configuration.example as Configuration;
const accepted: Assignment = { ...noAssignment, acceptedConfiguration: asAccepted };
const read = (more: Partial<Configuration> = {}) => known<Configuration>({ ...asAccepted, ...more }, 'sysfs');
const [first] = asAccepted.memory?.modules ?? [];
const module = first ?? { bytes: 0, serial: '' };

export const cases: readonly RuleCase<Configuration>[] = [
  { name: 'as accepted', reading: read(), assignment: accepted, expect: 'pass', reason: null },
  {
    name: 'IT has accepted nothing yet',
    reading: read(),
    expect: 'unknown',
    reason: 'configuration.reason.not-accepted',
  },
  {
    name: 'a module of memory is gone',
    reading: read({ memory: { told: 'modules', modules: [module] } }),
    assignment: accepted,
    expect: 'fail',
    reason: 'configuration.reason.memory',
  },
  {
    name: 'modules in other slots are the same modules',
    reading: read({
      memory: { told: 'modules', modules: [...(asAccepted.memory?.modules ?? [])].reverse() },
    }),
    assignment: accepted,
    expect: 'pass',
    reason: null,
  },
  {
    name: 'another disk of the same model',
    reading: read({
      disks: [{ model: 'SAMSUNG MZVL2512HCJQ-00BL2', serial: 'S64KNX0T999999', bytes: 512_110_190_592 }],
    }),
    assignment: accepted,
    expect: 'fail',
    reason: 'configuration.reason.disks',
  },
  {
    name: 'another network card',
    reading: read({ adapters: [{ kind: 'ethernet', address: '00-00-5E-00-53-02' }] }),
    assignment: accepted,
    expect: 'fail',
    reason: 'configuration.reason.adapters',
  },
  {
    name: 'another processor',
    reading: read({ processor: 'AMD Ryzen 5 PRO 5650G' }),
    assignment: accepted,
    expect: 'fail',
    reason: 'configuration.reason.processor',
  },
  {
    name: 'another edition of the system',
    reading: read({ edition: 'Enterprise' }),
    assignment: accepted,
    expect: 'fail',
    reason: 'configuration.reason.edition',
  },
  {
    name: 'another name',
    reading: read({ hostName: 'MINE' }),
    assignment: accepted,
    expect: 'fail',
    reason: 'configuration.reason.host-name',
  },
  {
    name: 'what was accepted cannot be read any more',
    reading: read({ disks: null, unread: [{ source: '/sys/block', detail: 'missing' }] }),
    assignment: accepted,
    expect: 'unknown',
    reason: 'configuration.reason.unread',
  },
  {
    name: 'what is changed fails, whatever cannot be read',
    reading: read({ hostName: 'MINE', disks: null, unread: [{ source: '/sys/block', detail: 'missing' }] }),
    assignment: accepted,
    expect: 'fail',
    reason: 'configuration.reason.host-name',
  },
  {
    name: 'the same memory, told as one, is the same memory',
    reading: read({ memory: { told: 'total', modules: [{ bytes: 2 * module.bytes, serial: '' }] } }),
    assignment: accepted,
    expect: 'pass',
    reason: null,
  },
  {
    name: 'other memory, told as one, may be what the firmware keeps',
    reading: read({ memory: { told: 'total', modules: [{ bytes: module.bytes, serial: '' }] } }),
    assignment: accepted,
    expect: 'unknown',
    reason: 'configuration.reason.told-otherwise',
  },
  {
    name: 'a network card whose built-in address is hidden by another may be the same one',
    reading: read({ adapters: [{ kind: 'ethernet', address: '' }] }),
    assignment: accepted,
    expect: 'unknown',
    reason: 'configuration.reason.told-otherwise',
  },
  {
    name: 'a card more is another configuration, whatever its address',
    reading: read({
      adapters: [
        { kind: 'ethernet', address: '' },
        { kind: 'ethernet', address: '00-00-5E-00-53-09' },
      ],
    }),
    assignment: accepted,
    expect: 'fail',
    reason: 'configuration.reason.adapters',
  },
  {
    name: 'what could be read neither then nor now is no proof of anything',
    reading: read({ memory: null, unread: [{ source: '/run/udev/data/+dmi:id', detail: 'missing' }] }),
    assignment: { ...noAssignment, acceptedConfiguration: { ...asAccepted, memory: null } },
    expect: 'unknown',
    reason: 'configuration.reason.unread',
  },
  {
    name: 'a processor that the system tells neither then nor now is no doubt',
    reading: read({ processor: '' }),
    assignment: { ...noAssignment, acceptedConfiguration: { ...asAccepted, processor: '' } },
    expect: 'pass',
    reason: null,
  },
  {
    name: 'nothing could be read',
    reading: unknown('timed-out'),
    assignment: accepted,
    expect: 'unknown',
    reason: 'unknown.timed-out',
  },
];
