import type { JSX } from 'preact';

/** The shield of the application's icon, in the colours of the theme. */
export function Logo({ size }: { readonly size: number }): JSX.Element {
  return (
    <svg class="logo" width={size} height={size} viewBox="0 0 64 64" aria-hidden="true">
      <path
        class="logo-shield"
        d="M32 3.5 55 11.5v18C55 44.5 45.2 55.2 32 60.5 18.8 55.2 9 44.5 9 29.5v-18z"
      />
      <rect class="logo-screen" x="17.5" y="17.5" width="29" height="20" rx="3" />
      <path class="logo-foot" d="M32 37.5v7M24.5 45.5h15" />
      <path class="logo-check" d="m25.5 27.5 4.7 4.5 8.6-9.2" />
    </svg>
  );
}
