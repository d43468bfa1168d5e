import { contextBridge, ipcRenderer } from 'electron';
import { createClient } from '../src/ipc/client.ts';

const client = createClient({
  invoke: (channel, payload) => ipcRenderer.invoke(channel, payload),
  listen(channel, listener) {
    // The page gets the payload alone: the event would hand it the sender, and with it ipcRenderer.
    const pass = (_event: unknown, payload: unknown): void => listener(payload);
    ipcRenderer.on(channel, pass);
    return () => {
      ipcRenderer.removeListener(channel, pass);
    };
  },
});

contextBridge.exposeInMainWorld('deskward', client);
