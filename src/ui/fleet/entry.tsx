import type { ComponentChildren, JSX } from 'preact';

/** One name with its value, inside a `dl`. */
export function Entry({
  name,
  children,
}: {
  readonly name: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <div class="entry">
      <dt>{name}</dt>
      <dd class="foreign">{children}</dd>
    </div>
  );
}
