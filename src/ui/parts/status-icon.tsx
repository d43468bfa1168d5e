import './status-icon.css';
import type { JSX } from 'preact';
import type { Finding } from '../../rules/verdict.ts';

/** What was found of a rule, `silent` for a device that is not heard of, or `key-shared` for one that may be two. */
export type Sign = Finding | 'silent' | 'key-shared';

const signs: Readonly<Record<Sign, JSX.Element>> = {
  // A full circle, a triangle, a diamond, and open shapes: told apart without colour, and at 16 pixels.
  pass: (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path class="mark" d="M4.9 8.3 7.1 10.5 11.2 5.9" />
    </>
  ),
  fail: (
    <>
      <path
        d="M6.7 1.8a1.5 1.5 0 0 1 2.6 0l6 10.6a1.5 1.5 0 0 1-1.3 2.2H2a1.5 1.5 0 0 1-1.3-2.2z"
        fill="currentColor"
      />
      <path class="mark" d="M8 5.7v3.6" />
      <circle class="dot" cx="8" cy="11.9" r="1.05" />
    </>
  ),
  // The same shape, empty: it need not be mended.
  advised: (
    <>
      <path class="outline" d="M7.3 2.5a.8.8 0 0 1 1.4 0l5.7 10.1a.8.8 0 0 1-.7 1.2H2.3a.8.8 0 0 1-.7-1.2z" />
      <path class="outline" d="M8 6.3v2.7" />
      <circle cx="8" cy="11.3" r="1" fill="currentColor" />
    </>
  ),
  unknown: (
    <>
      <path
        d="M6.9.95a1.55 1.55 0 0 1 2.2 0l5.95 5.95a1.55 1.55 0 0 1 0 2.2L9.1 15.05a1.55 1.55 0 0 1-2.2 0L.95 9.1a1.55 1.55 0 0 1 0-2.2z"
        fill="currentColor"
      />
      <path class="mark" d="M6.2 6.2a1.85 1.85 0 1 1 2.7 1.65c-.6.3-.9.65-.9 1.25" />
      <circle class="dot" cx="8" cy="11.4" r="1" />
    </>
  ),
  excepted: (
    <>
      <path d="M8 .8 14 3v4.6c0 3.6-2.4 6.3-6 7.6-3.6-1.3-6-4-6-7.6V3z" fill="currentColor" />
      <path class="mark" d="M5.2 8h5.6" />
    </>
  ),
  'not-applicable': (
    <>
      <circle class="outline" cx="8" cy="8" r="6.2" />
      <path class="outline" d="M5.2 8h5.6" />
    </>
  ),
  'key-shared': (
    <>
      <path
        class="outline"
        d="M3.6 10.6H2.9a1.5 1.5 0 0 1-1.5-1.5V2.9a1.5 1.5 0 0 1 1.5-1.5h6.2a1.5 1.5 0 0 1 1.5 1.5v.7"
      />
      <rect x="5.2" y="5.2" width="10" height="10" rx="2" fill="currentColor" />
    </>
  ),
  silent: (
    <>
      <circle class="outline" cx="8" cy="8" r="6.2" stroke-dasharray="2.2 2.67" />
      <path class="outline" d="M6.2 6.2 9.8 9.8M9.8 6.2 6.2 9.8" />
    </>
  ),
};

export interface StatusIconProps {
  readonly sign: Sign;
  /** Pixels of width and height. */
  readonly size?: number;
  /** Only where no words stand beside the icon; with words it stays silent. */
  readonly label?: string | undefined;
}

/** A status as shape and colour, never colour alone. */
export function StatusIcon({ sign, size = 16, label }: StatusIconProps): JSX.Element {
  const drawing = { class: `status-icon status-${sign}`, width: size, height: size, viewBox: '0 0 16 16' };
  if (label === undefined)
    return (
      <svg {...drawing} aria-hidden="true">
        {signs[sign]}
      </svg>
    );
  return (
    <svg {...drawing} role="img" aria-label={label}>
      <title>{label}</title>
      {signs[sign]}
    </svg>
  );
}
