import { type Signal, useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { ExportResult, ReplyResult } from '../../ipc/schema.ts';
import type { Translator } from '../locales/translate.ts';
import { Button } from '../parts/button.tsx';
import type { Store } from './store.ts';
import { SubView } from './sub-view.tsx';

/** Reports out on a drive, IT's reply in: what the last of the two came to stands below. */
export function ByFileView({ store }: { readonly store: Store }): JSX.Element {
  const words = store.words.value;
  const said = useSignal<readonly string[]>([]);
  const busy = useSignal(false);
  const write = (): Promise<void> =>
    whileBusy(busy, async () => {
      said.value = exported(await store.exportReports(), words);
    });
  const take = (): Promise<void> =>
    whileBusy(busy, async () => {
      said.value = replied(await store.importReply(), words);
    });
  return (
    <SubView store={store} title={words.t('by-file:title')}>
      <p>{words.t('by-file:text')}</p>
      <div class="by-file-actions">
        <Button kind="primary" busy={busy.value} onPress={() => void write()}>
          {words.t('by-file:write')}
        </Button>
        <Button busy={busy.value} onPress={() => void take()}>
          {words.t('by-file:take')}
        </Button>
      </div>
      <div role="status">
        {said.value.map((sentence) => (
          <p key={sentence} class="foreign">
            {sentence}
          </p>
        ))}
      </div>
    </SubView>
  );
}

async function whileBusy(busy: Signal<boolean>, work: () => Promise<void>): Promise<void> {
  if (busy.value) return;
  busy.value = true;
  await work();
  busy.value = false;
}

function exported(result: ExportResult, { t }: Translator): string[] {
  if (result === null) return [];
  if (!result.ok) return [t(`by-file:export.${result.reason}`, { ...result })];
  return [t('by-file:export.done', { ...result, count: result.reports }), t('by-file:export.then')];
}

function replied(result: ReplyResult, { t }: Translator): string[] {
  if (result === null) return [];
  if (!result.ok) return [t(`by-file:import.${result.reason}`, { ...result })];
  const { acknowledged, refused, waiting, policy, assigned } = result;
  return [
    t('by-file:import.acknowledged', { count: acknowledged }),
    ...(refused > 0 ? [t('by-file:import.refused', { count: refused })] : []),
    ...(waiting > 0 ? [t('by-file:import.waiting', { count: waiting })] : []),
    ...(policy === null
      ? []
      : [t(`by-file:import.${policy.taken ? 'policy' : 'policy-refused'}`, { version: policy.version })]),
    ...(assigned ? [t('by-file:import.assigned')] : []),
  ];
}
