import { type Signal, useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { PopupState } from '../../ipc/schema.ts';
import { Button } from '../parts/button.tsx';
import { exported, joining, replied } from './by-file-sentences.ts';
import type { Store } from './store.ts';
import { SubView } from './sub-view.tsx';

interface Step {
  /** Of its words. */
  readonly name: 'write' | 'take' | 'choose';
  /** @returns what came of it, in sentences. */
  readonly act: () => Promise<string[]>;
}

/** Reports out on a drive, IT's reply in, or joining in the first place: what the last of them came to stands below. */
export function ByFileView({ store }: { readonly store: Store }): JSX.Element {
  const words = store.words.value;
  const said = useSignal<readonly string[]>([]);
  const busy = useSignal(false);
  const place = placeOf(store.state.value);
  const take = (act: Step['act']): Promise<void> =>
    whileBusy(busy, async () => {
      said.value = await act();
    });
  return (
    <SubView store={store} title={words.t(place === 'stranger' ? 'by-file:join.title' : 'by-file:title')}>
      <p>{words.t(textOf[place])}</p>
      <div class="by-file-actions">
        {stepsOf(store, place).map(({ name, act }, index) => (
          <Button
            key={name}
            kind={index === 0 ? 'primary' : 'normal'}
            busy={busy.value}
            onPress={() => void take(act)}
          >
            {words.t(`by-file:${name}`)}
          </Button>
        ))}
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

type Place = 'stranger' | 'joining' | 'member';
const textOf = {
  stranger: 'by-file:join.text',
  joining: 'by-file:join.waits',
  member: 'by-file:text',
} as const satisfies Record<Place, string>;

function placeOf({ reporting }: PopupState): Place {
  if (reporting.state === 'not-enrolled') return 'stranger';
  return reporting.state === 'joining' ? 'joining' : 'member';
}

function stepsOf(store: Store, place: Place): readonly Step[] {
  const words = store.words.value;
  const write: Step = { name: 'write', act: async () => exported(await store.exportReports(), words) };
  const take: Step = { name: 'take', act: async () => replied(await store.importReply(), words) };
  const choose: Step = { name: 'choose', act: async () => joining(await store.joinByFile(), words) };
  if (place === 'stranger') return [choose];
  return place === 'joining' ? [take, write, choose] : [write, take];
}

async function whileBusy(busy: Signal<boolean>, work: () => Promise<void>): Promise<void> {
  if (busy.value) return;
  busy.value = true;
  await work();
  busy.value = false;
}
