// Texts and figures in the reader's language.
import { texts } from './texts.js';

const chosen = 'voiceprompt-language';
const listeners = [];
export let language = navigator.language.startsWith('zh') ? 'zh' : 'en';

/** A text of the page, with values in place of `{names}`, and `{n:one|several}` by how many there are. */
export function t(key, values = {}) {
  return texts[key][language].replace(/\{(\w+):([^|}]*)\|([^}]*)\}/g, (_, name, one, several) => values[name] === 1 ? one : several).replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** A text of the server, as a sentence begins. Names and ids keep their case. */
export function say(text) {
  const said = text?.[language] ?? text?.en ?? '';
  return /^[a-z]+([ ,:;]|$)/.test(said) ? said[0].toUpperCase() + said.slice(1) : said;
}

/** Puts the page's texts into everything below `root` that asks for one. */
export function translate(root) {
  for (const it of root.querySelectorAll('[data-t]')) it.textContent = t(it.dataset.t);
  for (const it of root.querySelectorAll('[data-t-label]')) it.setAttribute('aria-label', t(it.dataset.tLabel));
  for (const it of root.querySelectorAll('[data-t-title]')) it.title = t(it.dataset.tTitle);
}

export function onLanguage(listener) {
  listeners.push(listener);
}

function apply() {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  document.title = t('title');
  translate(document);
  document.querySelector('#language').value = language;
  for (const listener of listeners) listener();
}

/** The reader's own choice, else what the server was told, else the browser's language. */
export function startLanguage(told) {
  let kept = null;
  try { kept = localStorage.getItem(chosen); } catch { /* a browser that keeps nothing */ }
  language = kept ?? told ?? language;
  document.querySelector('#language').onchange = event => {
    language = event.target.value;
    try { localStorage.setItem(chosen, language); } catch { /* as above */ }
    apply();
  };
  apply();
}

/** `7.39 s`. */
export const seconds = (value, digits = 2) => `${value.toFixed(digits)} s`;

/** `7.39 s`, or `6:12` where it is longer than a minute. */
export const length = value => value < 60 ? seconds(value) : clock(value, 0);

/** `7.39`, `1:02.50` or `2:05:07.25`, as it is typed. */
export function clock(value, digits = 2) {
  const unit = 10 ** digits;
  const whole = Math.round(value * unit) / unit;
  const hours = Math.floor(whole / 3600), minutes = Math.floor(whole / 60) % 60;
  const rest = (whole % 60).toFixed(digits);
  if (whole < 60) return rest;
  const tail = rest.padStart(digits ? digits + 3 : 2, '0');
  return hours ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
}

/** What `clock` writes as seconds; null where it is no time. */
export function parseClock(text) {
  const parts = text.trim().replace('：', ':').replace(/\s*(s|秒)$/i, '').replace(',', '.').split(':');
  if (parts.length > 3 || parts.some((part, index) => !(index === parts.length - 1 ? /^(\d+\.?\d*|\.\d+)$/ : /^\d+$/).test(part))) return null;
  return parts.reduce((sum, part) => sum * 60 + Number(part), 0);
}

export const whole = value => value.toLocaleString('en-US');

/** A level or a gain to a tenth, with a minus that is as wide as a plus. */
export function decibels(value, signed = false) {
  const rounded = Math.round(value * 10) / 10;
  return (rounded < 0 ? '−' : signed && rounded > 0 ? '+' : '') + Math.abs(rounded).toFixed(1);
}
