import type { JSX } from 'preact';
import type { Sign } from '../parts/status-icon.tsx';

export interface ShareBarProps {
  readonly parts: readonly { readonly sign: Sign; readonly count: number }[];
}

/** How a whole divides, as a bar. The numbers stand beside it in words, so it is silent for screen readers. */
export function ShareBar({ parts }: ShareBarProps): JSX.Element {
  const whole = parts.reduce((sum, { count }) => sum + count, 0);
  let before = 0;
  const percent = (count: number): string => `${whole === 0 ? 0 : (count / whole) * 100}%`;
  return (
    <svg class="share-bar" width="100%" height="10" aria-hidden="true">
      {parts
        .filter(({ count }) => count > 0)
        .map(({ sign, count }) => {
          const x = percent(before);
          before += count;
          return <rect key={sign} class={`share-${sign}`} x={x} y="0" width={percent(count)} height="10" />;
        })}
    </svg>
  );
}
