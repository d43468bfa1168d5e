/** Gives a text that the page holds to the browser as a download; nothing is asked of the endpoint. */
export function saveFile(name: string, text: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has begun by then, and has the bytes (File API, 8.3.2).
  URL.revokeObjectURL(address);
}
