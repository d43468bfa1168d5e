import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { HelpBundle } from '../../ipc/schema.ts';
import { HelpBundleForm } from './help-bundle-form.tsx';
import { HelpFirstSteps } from './help-first-steps.tsx';
import type { Store } from './store.ts';
import { SubView } from './sub-view.tsx';

/** First what somebody can try, then what IT would get, to be read before it goes. */
export function HelpView({ store }: { readonly store: Store }): JSX.Element {
  const { t } = store.words.value;
  const bundle = useSignal<HelpBundle | null>(null);
  const prepare = async (): Promise<void> => {
    bundle.value = await store.prepareHelp();
  };
  // A new page with each step: the heading takes the focus again.
  if (bundle.value === null)
    return (
      <SubView key="first" store={store} title={t('popup:help.title')}>
        <HelpFirstSteps store={store} prepare={prepare} />
      </SubView>
    );
  return (
    <SubView key="bundle" store={store} title={t('popup:help.bundle')}>
      <HelpBundleForm store={store} bundle={bundle.value} />
    </SubView>
  );
}
