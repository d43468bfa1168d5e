import { type Signal, useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { Button } from '../parts/button.tsx';
import { exported, replied } from './by-file-sentences.ts';
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
