// What can be taken back.
import { t, onLanguage } from './language.js';
import { $, label, announce } from './page.js';

const past = [], future = [];
let last = Promise.resolve();

function show() {
  for (const [id, list, key, of] of [['#undo', past, 'undo', 'undoOf'], ['#redo', future, 'redo', 'redoOf']]) {
    const button = $(id), step = list.at(-1);
    button.disabled = !step;
    label(button, step ? t(of, { what: step.what() }) : t(key));
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

/** One after the other: whoever is quick loses no step. */
function move(from, to, work, key) {
  if (!from.length) return;
  const step = from.pop();
  to.push(step);
  show();
  last = last.then(step[work]).then(() => announce(t(key, { what: step.what() })), () => {});
}

export const undo = () => move(past, future, 'undo', 'undone');
export const redo = () => move(future, past, 'redo', 'redone');

$('#undo').onclick = undo;
$('#redo').onclick = redo;
onLanguage(show);
