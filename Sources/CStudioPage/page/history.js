// What can be taken back.
import { t, onLanguage } from './language.js';
import { $, label, announce } from './page.js';

const past = [], future = [];
let busy = false;

function show() {
  for (const [id, list, key, of] of [['#undo', past, 'undo', 'undoOf'], ['#redo', future, 'redo', 'redoOf']]) {
    const button = $(id), last = list.at(-1);
    button.disabled = !last;
    label(button, last ? t(of, { what: last.what() }) : t(key));
    button.title = button.getAttribute('aria-label');
  }
}

/** Remembers something that was done; `what` names it in the language of the moment. */
export function did(what, undo, redo) {
  past.push({ what, undo, redo });
  if (past.length > 200) past.shift();
  future.length = 0;
  show();
}

async function move(from, to, work, key) {
  if (busy || !from.length) return;
  busy = true;
  const step = from.pop();
  to.push(step);
  show();
  try { await step[work](); announce(t(key, { what: step.what() })); } finally { busy = false; }
}

export const undo = () => move(past, future, 'undo', 'undone');
export const redo = () => move(future, past, 'redo', 'redone');

$('#undo').onclick = undo;
$('#redo').onclick = redo;
onLanguage(show);
