// Requests to the studio, and whether it is there at all.
import { t, say } from './language.js';

/** What the server answers where it cannot do what was asked. */
export class Problem extends Error {
  constructor(status, body) {
    super(body?.message?.en ?? `status ${status}`);
    this.status = status;
    this.body = body ?? {};
  }
}

/** An error in the reader's words: what is wrong, and what helps. */
export function words(error) {
  const parts = [say(error.body?.message), say(error.body?.remedy)].filter(Boolean);
  return parts.length ? parts.join(t('title') === 'Voice prompts' ? '. ' : '。') : t('unexpected', { message: error.message });
}

const banner = document.querySelector('#gone');
let gone = false, ended = false, recover = () => {};

function show(key) {
  banner.hidden = !key;
  banner.querySelector('p').textContent = key ? t(key) : '';
  document.body.classList.toggle('offline', Boolean(key));
}

/** Says that the server is gone, and asks for it every second until it answers. */
export function lost() {
  if (gone || ended) return;
  gone = true;
  show('gone');
  const again = async () => {
    let answer;
    try { answer = await fetch('state', { cache: 'no-store' }); } catch { setTimeout(again, 1000); return; }
    if (!answer.ok) { show('other'); setTimeout(again, 5000); return; }
    gone = false;
    show(null);
    recover(await answer.json());
  };
  setTimeout(again, 1000);
}

export function onRecovery(callback) {
  recover = callback;
}

/** After this, a server that does not answer is as it should be. */
export function end() {
  ended = true;
  show('ended');
}

export const isGone = () => gone || ended;

/** Asks the server; gives its JSON, or null where the answer has none. Throws Problem. */
export async function ask(path, { method = 'GET', json, headers = {}, signal } = {}) {
  let answer;
  try {
    answer = await fetch(path, {
      method, signal, cache: 'no-store',
      headers: json === undefined ? headers : { 'Content-Type': 'application/json', ...headers },
      body: json === undefined ? undefined : JSON.stringify(json),
    });
  } catch (error) {
    if (error.name !== 'AbortError') lost();
    throw error;
  }
  const body = answer.headers.get('Content-Type')?.startsWith('application/json') ? await answer.json() : null;
  if (!answer.ok) throw new Problem(answer.status, body);
  return body;
}

/** Sends a file; `progress` hears which part of it is sent. Gives JSON; throws as `ask`. */
export function send(method, path, file, { progress = () => {}, signal } = {}) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, path);
    request.responseType = 'json';
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.onprogress = event => { if (event.lengthComputable) progress(event.loaded / event.total); };
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(request.response);
      else reject(new Problem(request.status, request.response));
    };
    request.onabort = () => reject(new DOMException('', 'AbortError'));
    request.onerror = () => reject(new TypeError('network'));
    signal?.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

// A server that ends while nobody does anything is noticed, too.
setInterval(() => {
  if (gone || ended || document.hidden) return;
  fetch('texts.js', { cache: 'no-store' }).catch(lost);
}, 5000);
