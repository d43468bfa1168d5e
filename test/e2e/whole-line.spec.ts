import { expect, test } from '@playwright/test';
import { eventually } from '../desktop/eventually.ts';
import { addEmployee, ClamAv, Samba, setPasswordChanged } from './line/real-services.ts';
import { WholeLine } from './line/whole-line.ts';
import { needMachine } from './not-run.ts';

// One machine, one employee, one endpoint: each test changes something real and changes it back.
test.describe.configure({ mode: 'serial' });

const employee = 'xiaogong';
const clamav = new ClamAv();
const samba = new Samba();
let line: WholeLine;
/** Pixels, of the popup that has nothing to tell. */
let calmHeight = 0;

needMachine(
  {
    root: true,
    programs: [
      '/usr/bin/Xvfb',
      '/usr/bin/xfce4-panel',
      '/usr/bin/chromium',
      '/usr/bin/gsettings',
      '/usr/sbin/smbd',
      '/usr/sbin/clamd',
      '/usr/sbin/clamonacc',
      '/usr/bin/faketime',
    ],
  },
  'the whole line on a virtual desktop',
);

test.beforeAll(async () => {
  addEmployee(employee);
  await clamav.setDatabase(1);
  await clamav.startEngine();
  await clamav.startOnAccess();
  line = await WholeLine.start(employee);
});

test.afterAll(async () => {
  await line?.close();
  await samba.stop();
  await clamav.stop();
});

test('a machine that keeps every rule joins, and IT sees that it complies', async ({
  browserName: _,
}, info) => {
  await line.expectTray('compliant', '工位卫士：一切正常');
  expect(line.hasPopup()).toBe(false);
  expect(await line.desktop.notifications()).toEqual([]);

  await expect(line.it.page.getByRole('heading', { level: 1 })).toHaveText('1 台设备中有 1 台合规');
  await line.picture('fleet', info);
  await line.openDevice();
  await line.expectVerdict('screen-lock', 'pass', '5分钟后锁屏', info);
});

test('the popup is as tall as what it shows, up to the screen', async ({ browserName: _ }, info) => {
  const rules = ['screen-lock', 'password-age', 'antivirus', 'sharing'] as const;
  await line.unfold(false);
  const closed = await line.expectFittingPopup();
  await line.picture('popup', info);
  await line.unfold(true);
  for (const rule of rules) await line.toggleRow(rule);
  const allOpen = await line.expectFittingPopup();
  await line.picture('popup-all-open', info);
  await line.unfold(false);

  expect([closed.scrolls, allOpen.scrolls]).toEqual([false, true]);
  expect(await line.expectFittingPopup()).toEqual(closed);
  calmHeight = closed.height;
});

test('a later screen lock is seen by the agent itself, told once, and read by IT; and back', async ({
  browserName: _,
}, info) => {
  await line.closePopup();
  await line.desktop.run('gsettings', 'set', 'org.gnome.desktop.session', 'idle-delay', '900');

  await eventually('a popup that opens by itself', () => line.hasPopup());
  await line.expectTray('not-compliant', '工位卫士：1 项需要处理');
  await line.expectVerdict('screen-lock', 'fail', '离开15分钟后才锁屏，最长不能超过5分钟。', info);
  expect((await line.expectFittingPopup()).height).toBeGreaterThan(calmHeight);
  expect(await line.desktop.notifications()).toEqual([
    {
      app: 'Deskward',
      title: '有 1 项需要处理',
      body: expect.stringContaining('自动锁屏'),
      actions: ['default'],
    },
  ]);

  await line.desktop.run('gsettings', 'set', 'org.gnome.desktop.session', 'idle-delay', '300');

  await line.expectTray('compliant', '工位卫士：一切正常');
  await line.expectVerdict('screen-lock', 'pass', '5分钟后锁屏', info);
  expect(await line.desktop.notifications()).toHaveLength(1);
});

test('a Samba share on the network is named, and gone when it is gone', async ({ browserName: _ }, info) => {
  await samba.start();
  samba.share('quotations');

  await line.checkAgain();
  await line.expectVerdict('sharing', 'fail', /quotations/, info);
  await line.expectTray('not-compliant', '工位卫士：1 项需要处理');

  await samba.stop();

  await line.checkAgain();
  await line.expectVerdict('sharing', 'pass', '没有任何共享', info);
  await line.expectTray('compliant', '工位卫士：一切正常');
});

test('a password that has grown old is due, and fine again once it is changed', async ({
  browserName: _,
}, info) => {
  setPasswordChanged(employee, 90);

  await line.expectVerdict('password-age', 'fail', /改密码/, info);
  await line.expectTray('not-compliant', '工位卫士：1 项需要处理');

  setPasswordChanged(employee, 0);

  await line.expectVerdict('password-age', 'pass', '上次修改', info);
  await line.expectTray('compliant', '工位卫士：一切正常');
});

test('old signatures, no real-time protection and no engine at all are three different things', async ({
  browserName: _,
}, info) => {
  await clamav.setDatabase(12);
  await line.checkAgain();
  await line.expectVerdict('antivirus', 'fail', /病毒库是.*最多只能是 7 天以内的/, info);

  await clamav.setDatabase(2);
  await line.checkAgain();
  await line.expectVerdict('antivirus', 'pass', 'ClamAV', info);

  await clamav.stopOnAccess();
  await line.checkAgain();
  await line.expectVerdict('antivirus', 'fail', '没有开启实时防护', info);

  await clamav.stop();
  await line.checkAgain();
  await line.expectVerdict('antivirus', 'fail', '已安装，但没有运行', info);
  await line.expectTray('not-compliant', '工位卫士：1 项需要处理');

  await clamav.startEngine();
  await clamav.startOnAccess();
  await line.checkAgain();
  await line.expectVerdict('antivirus', 'pass', 'ClamAV', info);
  await line.expectTray('compliant', '工位卫士：一切正常');
});

test('IT reads the history of all of it, and each change stands there once', async ({
  browserName: _,
}, info) => {
  const { changes, description, facts, verdicts } = await line.it.stored();
  const turns = changes.map(({ rule, from, to }) => `${rule}: ${from} → ${to}`).reverse();

  // The others are this computer's own, and some are read a while after the first scan.
  const changed = /^(screen-lock|password-age|antivirus|sharing): (?!null)/;
  const told = turns.filter((turn) => changed.test(turn));
  expect(told.slice(0, 6)).toEqual([
    'screen-lock: pass → fail',
    'screen-lock: fail → pass',
    'sharing: pass → fail',
    'sharing: fail → pass',
    'password-age: pass → fail',
    'password-age: fail → pass',
  ]);
  const required = verdicts.filter(({ severity }) => severity === 'required');
  expect(required.length).toBeGreaterThanOrEqual(4);
  // IT has named nobody for this computer.
  expect(required.filter(({ status }) => status !== 'pass')).toMatchObject([
    { rule: 'assigned-user', status: 'not-applicable' },
  ]);
  expect(facts['screen-lock']).toMatchObject({ state: 'known' });
  // Only the agent's own reading tells it; a computer that could not be described has its host name alone.
  expect(description.memoryBytes).toBeGreaterThan(0);
  await line.picture('history', info);
});
