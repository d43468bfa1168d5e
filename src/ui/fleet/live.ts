/** Milliseconds in which several changes are read once. */
const gatherMs = 300;

/**
 * Calls `changed` when a device has something new, and `connected` when the line to the endpoint comes or goes. The
 * browser reconnects by itself; what was missed meanwhile is read again.
 * @returns a function that stops listening.
 */
export function followFleet(changed: () => void, connected: (isConnected: boolean) => void): () => void {
  const source = new EventSource('/api/v1/fleet/events');
  let timer: number | undefined;
  const soon = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      changed();
    }, gatherMs);
  };
  source.addEventListener('open', () => {
    connected(true);
    soon();
  });
  source.addEventListener('changed', soon);
  source.addEventListener('error', () => connected(false));
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
