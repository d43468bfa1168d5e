import './popup.css';
import './sub-view.css';
import { render } from 'preact';
import type { Client } from '../../ipc/schema.ts';
import { Popup } from './popup.tsx';
import { createStore } from './store.ts';
import { tellHeight } from './tell-height.ts';

/** What electron/preload.ts exposes. */
const { deskward } = window as unknown as { readonly deskward: Client };

const first = await deskward.getState();
// Main closes a window that shows nothing; there is no state that this page could show instead.
if (first.ok) {
  render(<Popup store={createStore(deskward, first.value)} />, document.body);
  tellHeight(deskward, document.body);
} else void deskward.closePopup();
