// Keys for those who do this all day. A letter alone is only a key where nothing is typed, and can
// be switched off in the help (WCAG 2.2, 2.1.4).
import { $, open } from './page.js';
import { studio } from './studio.js';
import { undo, redo } from './history.js';
import { step } from './list.js';
import { save } from './set.js';
import * as player from './player.js';

const typed = 'input:not([type=range], [type=radio], [type=checkbox]), select, textarea';
const pressed = 'button, a, summary, input[type=radio], input[type=checkbox], select';

export function help() {
  if (!$('#help').open) open($('#help'));
}
$('#open-help').onclick = help;

addEventListener('keydown', event => {
  if (document.querySelector('dialog[open]') || event.altKey || event.isComposing) return;
  const target = event.target instanceof Element ? event.target : document.body;
  const typing = target.matches(typed), current = studio.current ?? studio.all()[0], key = event.key;
  const take = work => { event.preventDefault(); work(); };
  if (event.ctrlKey || event.metaKey) {
    const letter = key.toLowerCase();
    if (letter === 's') take(() => save(current));
    else if (typing) return;
    else if (letter === 'z') take(event.shiftKey ? redo : undo);
    else if (letter === 'y') take(redo);
    return;
  }
  if (typing || !$('#letters').checked) return;
  if (key === '?') { take(help); return; }
  if (!current?.facts) {
    if (key === 'j') take(() => step(1));
    if (key === 'k') take(() => step(-1));
    return;
  }
  const card = current.card;
  if (key === ' ' && !target.matches(pressed)) take(() => player.toggle(current));
  else if (key === 'a' || key === 'A') current.listen('before');
  else if (key === 'b' || key === 'B') current.listen('after');
  else if (key === '[') current.commit(studio.bounded(current, 'start', current.position), 'didCut');
  else if (key === ']') current.commit(studio.bounded(current, 'end', current.position), 'didCut');
  else if (key === 'j') take(() => step(1));
  else if (key === 'k') take(() => step(-1));
  else if ((key === 'ArrowLeft' || key === 'ArrowRight') && !target.matches('input, [role=radio]')) {
    take(() => card?.nudge(current.lastHandle, (key === 'ArrowLeft' ? -1 : 1) * (event.shiftKey ? 0.1 : 0.01)));
  }
});
