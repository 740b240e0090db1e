// Small things that every part of the page uses.
import { t } from './language.js';

export const $ = (selector, root = document) => root.querySelector(selector);
export const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
export const pause = milliseconds => new Promise(done => setTimeout(done, milliseconds));

/** Writes `value` into a property only where it differs: what is focused or read stays as it is. */
export function put(element, property, value) {
  if (element[property] !== value) element[property] = value;
}

export function label(element, text) {
  if (element.getAttribute('aria-label') !== text) element.setAttribute('aria-label', text);
}

export function icon(element, name) {
  const use = $('use', element);
  if (use.getAttribute('href') !== `#i-${name}`) use.setAttribute('href', `#i-${name}`);
}

/** Makes an element: `make('b', 'name', 'hold.wav')`. */
export function make(tag, className = '', text = '') {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.textContent = text;
  return element;
}

export function iconElement(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  svg.classList.add('icon');
  svg.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', `#i-${name}`);
  svg.append(use);
  return svg;
}

let spoken = 0;
/** For those who do not see what happened. */
export function announce(text) {
  clearTimeout(spoken);
  $('#live').textContent = '';
  spoken = setTimeout(() => { $('#live').textContent = text; }, 60);
}

/** Says something at the edge of the page for some seconds, with a button where one helps. */
export function toast(text, { kind = 'note', action, act, seconds = 6, done } = {}) {
  const item = make('li', `toast ${kind}`);
  item.append(iconElement(kind === 'fit' ? 'fit-ok' : kind), make('span', '', text));
  let over = false;
  const close = acted => {
    if (over) return;
    over = true;
    clearTimeout(timer);
    item.remove();
    if (!acted) done?.();
  };
  if (action) {
    const button = make('button', '', action);
    button.type = 'button';
    button.onclick = () => { close(true); act(); };
    item.append(button);
  }
  const shut = make('button', 'plain icon-button');
  shut.type = 'button';
  label(shut, t('close'));
  shut.append(iconElement('close'));
  shut.onclick = () => close(false);
  item.append(shut);
  let timer = setTimeout(() => close(false), seconds * 1000);
  // Whoever reads it or is about to press its button has the time for it.
  item.onpointerenter = item.onfocusin = () => clearTimeout(timer);
  item.onpointerleave = item.onfocusout = () => { timer = setTimeout(() => close(false), 3000); };
  $('#toasts').append(item);
  announce(text);
  return { close };
}

/** A question with two answers. */
export function question(title, text, yes, list = []) {
  const dialog = $('#ask');
  $('#ask-title').textContent = title;
  $('.ask-text', dialog).textContent = text;
  $('.ask-yes', dialog).textContent = yes;
  $('.ask-list', dialog).replaceChildren(...list.map(entry => make('li', '', entry)));
  $('.ask-list', dialog).hidden = !list.length;
  return open(dialog);
}

/** Shows a dialog; gives whether its answer was yes. */
export function open(dialog) {
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise(done => { dialog.onclose = () => done(dialog.returnValue === 'yes'); });
}
