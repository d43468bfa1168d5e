import { expect } from 'vitest';
import type { PopupState } from '../../../src/ipc/schema.ts';
import { testOnMachine } from '../../not-run.ts';
import { popupBrowser, popupNeeds, violationsOf } from './popup-browser.ts';
import { sampleState } from './sample-state.ts';

const open = popupBrowser();
const offline: PopupState = {
  ...sampleState,
  reporting: { state: 'offline', waiting: 12, lastSentAt: null },
};
const stranger: PopupState = { ...sampleState, reporting: { state: 'not-enrolled' } };
const way = { name: '不联网时交给 IT' };

testOnMachine(
  popupNeeds,
  'the way by a file is offered where reports can’t leave and on a machine for a special purpose, and nowhere else',
  async () => {
    const page = await open({ getState: offline });
    const button = page.getByRole('button', way);
    await button.waitFor();
    await page.evaluate((state) => window.tell(state), sampleState);
    await button.waitFor({ state: 'detached' });
    await page.evaluate((state) => window.tell(state), { ...sampleState, profile: 'dedicated' });
    await button.waitFor();
    await page.evaluate((state) => window.tell(state), { ...stranger, profile: 'dedicated' });
    await button.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '不联网登记' }).waitFor();
  },
);

testOnMachine(
  popupNeeds,
  'what was written, to where, and that it goes on waiting is said; so is why nothing was',
  async () => {
    const file = '/media/usb/pc-07-2026-11-28.deskward';
    const page = await open({
      getState: offline,
      exportReports: { ok: true, file, joins: false, reports: 12, bytes: 48_211 },
    });
    await page.getByRole('button', way).click();
    await page.getByRole('button', { name: '写出文件…' }).click();
    const said = page.getByRole('status');
    await said.getByText(`已把 12 份报告写入 ${file}（48,211 字节）。`).waitFor();
    await said.getByText('收到回执之前，这里的内容都会保留').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    const full = await open({
      getState: { ...offline, language: 'en' },
      exportReports: { ok: false, file, reason: 'not-written', detail: 'ENOSPC' },
    });
    await full.getByRole('button', { name: 'Hand over without a network' }).click();
    await full.getByRole('button', { name: 'Write the file…' }).click();
    await full.getByText('could not be written, and no half file was left: ENOSPC').waitFor();
    expect(await violationsOf(full)).toEqual([]);
  },
);

/** By a reply that changed nothing. */
const changed = {
  ok: true,
  joined: false,
  ...{ acknowledged: 0, refused: 0, waiting: 0, policy: null, assigned: false },
  ...{ keyChanged: false, keyShared: null },
  ...{ signOff: null, written: null },
} as const;

testOnMachine(popupNeeds, 'what a reply changed is said; so is that it is none of ours', async () => {
  const policy = { version: 4, taken: true };
  const ofKey = { keyChanged: true, keyShared: 'begun' } as const;
  const page = await open({
    getState: offline,
    importReply: { ...changed, acknowledged: 12, waiting: 1, policy, assigned: true, ...ofKey },
  });
  await page.getByRole('button', way).click();
  await page.getByRole('button', { name: '导入 IT 的回执…' }).click();
  await page.getByText('IT 已收到这台电脑的 12 份报告').waitFor();
  await page.getByText('还有 1 份报告在等待。').waitFor();
  await page.getByText('策略第 4 版已生效。').waitFor();
  await page.getByText('IT 对这台电脑的登记信息有变化。').waitFor();
  await page.getByText('这台电脑从现在起用新的密钥签名，设备不变。').waitFor();
  await page.getByText('请问 IT 哪一台是克隆出来的。').waitFor();
  const forged = await open({
    getState: offline,
    importReply: { ok: false, file: 'a.deskward-reply', reason: 'forged', detail: '' },
  });
  await forged.getByRole('button', way).click();
  await forged.getByRole('button', { name: '导入 IT 的回执…' }).click();
  await forged.getByText('a.deskward-reply 不是这台电脑登记的服务器写的').waitFor();
});

testOnMachine(
  popupNeeds,
  'a reply that begins a sign-off says so, and that the last check already lies on the drive',
  async () => {
    const file = '/media/usb/pc-07-2026-11-28.deskward';
    const page = await open({
      getState: offline,
      importReply: {
        ...changed,
        signOff: 'begun',
        written: { ok: true, file, joins: false, reports: 1, bytes: 2048 },
      },
    });
    await page.getByRole('button', way).click();
    await page.getByRole('button', { name: '导入 IT 的回执…' }).click();
    const said = page.getByRole('status');
    await said.getByText('IT 已开始办理这台电脑的签离。').waitFor();
    await said.getByText(`已把 1 份报告写入 ${file}（2,048 字节）。`).waitFor();
    expect(await violationsOf(page)).toEqual([]);
  },
);

testOnMachine(
  popupNeeds,
  'a computer that never joined chooses IT’s file and hears where its request lies; while it waits, the reply comes first',
  async () => {
    const file = '/media/usb/pc-07-2026-11-28.deskward';
    const since = '2026-11-28T01:00:00.000Z';
    const page = await open({
      getState: stranger,
      joinByFile: { ok: true, written: { ok: true, file, joins: true, reports: 0, bytes: 1024 } },
      importReply: { ...changed, joined: true },
    });
    await page.getByRole('button', { name: '不联网登记' }).click();
    await page.getByRole('heading', { level: 1, name: '不联网登记' }).waitFor();
    await page.getByRole('button', { name: '选择 IT 给的文件…' }).click();
    const said = page.getByRole('status');
    await said.getByText(`登记申请已写入 ${file}（1,024 字节）。`).waitFor();
    await page.evaluate((state) => window.tell(state), {
      ...stranger,
      reporting: { state: 'joining', since },
    });
    await page.getByText('这台电脑正在申请登记。').waitFor();
    expect(await page.locator('.by-file-actions').getByRole('button').allInnerTexts()).toEqual([
      '导入 IT 的回执…',
      '写出文件…',
      '选择 IT 给的文件…',
    ]);
    await page.getByRole('button', { name: '导入 IT 的回执…' }).click();
    await said.getByText('这台电脑登记好了').waitFor();
  },
);

testOnMachine(popupNeeds, 'a file that is not IT’s is refused in words', async () => {
  const page = await open({
    getState: { ...stranger, language: 'en' },
    joinByFile: { ok: false, file: 'x.deskward-enrolment', reason: 'bad-file', detail: '' },
  });
  await page.getByRole('button', { name: 'Join IT without a network' }).click();
  await page.getByRole('button', { name: "Choose IT's file…" }).click();
  await page.getByText('x.deskward-enrolment is not an enrolment file').waitFor();
});

for (const language of ['zh-CN', 'en'] as const)
  for (const dark of [false, true])
    testOnMachine(
      popupNeeds,
      `axe finds nothing in joining by file: ${language}, ${dark ? 'dark' : 'light'}`,
      async () => {
        const since = '2026-11-28T01:00:00.000Z';
        const page = await open({ getState: { ...stranger, language } }, { dark });
        await page.getByRole('button', { name: /不联网登记|Join IT/ }).click();
        expect(await violationsOf(page)).toEqual([]);
        await page.evaluate((state) => window.tell(state), {
          ...{ ...stranger, language },
          reporting: { state: 'joining', since },
        });
        await page.getByRole('button', { name: /导入|Take in/ }).waitFor();
        expect(await violationsOf(page)).toEqual([]);
      },
    );
