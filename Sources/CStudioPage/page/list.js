// The list of cards, and what is done with all of them. A card is made when it comes near the view
// and goes when it is far away: 500 recordings scroll as ten do.
import { t, say, decibels, onLanguage } from './language.js';
import { $, $$, put, label, make, open, pause, toast, question } from './page.js';
import { ask, words, isGone } from './server.js';
import { studio } from './studio.js';
import { Card } from './card.js';
import { saveAll, told } from './set.js';
import { did } from './history.js';
import * as player from './player.js';

const list = $('#list'), items = new Map();

const near = new IntersectionObserver(entries => {
  for (const { target, isIntersecting } of entries) {
    const recording = target.recording;
    if (isIntersecting) mount(recording, target); else unmount(recording, target);
  }
}, { rootMargin: '700px 0px' });

function mount(recording, item) {
  if (recording.card || recording.removed) return;
  recording.card = new Card(recording);
  recording.card.element.classList.toggle('current', studio.current === recording);
  item.replaceChildren(recording.card.element);
  item.style.minHeight = '';
}

function unmount(recording, item) {
  if (!recording.card || player.isPlaying(recording) || item.contains(document.activeElement)) return;
  item.style.minHeight = `${item.offsetHeight}px`;
  recording.card.close();
  recording.card = null;
  item.replaceChildren(make('p', 'placeholder soft', recording.data.fileName));
}

/** The item of a recording; in place of that of its upload, where there is one. */
export function itemOf(recording, upload) {
  let item = items.get(recording);
  if (item) return item;
  item = make('li', 'item');
  item.recording = recording;
  item.append(make('p', 'placeholder soft', recording.data.fileName));
  items.set(recording, item);
  if (upload?.isConnected) upload.replaceWith(item); else list.append(item);
  near.observe(item);
  return item;
}

/** Brings a card into view and makes it the current one. */
export function show(recording) {
  document.body.dataset.view = 'recordings';
  studio.setCurrent(recording);
  const item = itemOf(recording);
  mount(recording, item);
  item.scrollIntoView({ block: 'start', behavior: 'instant' });
  recording.card.focus();
}

export function step(by) {
  const all = studio.all(), index = all.indexOf(studio.current);
  const next = all[index < 0 ? 0 : Math.min(all.length - 1, Math.max(0, index + by))];
  if (next) show(next);
}

function render() {
  const all = studio.all();
  for (const [recording, item] of items) {
    if (studio.recordings.has(recording.id) && !recording.removed) continue;
    if (!studio.recordings.has(recording.id)) {
      near.unobserve(item);
      recording.card?.close();
      recording.card = null;
      item.remove();
      items.delete(recording);
      if (studio.current === recording) studio.current = null;
    } else item.hidden = true;
  }
  for (const recording of all) {
    const item = itemOf(recording);
    if (item.hidden) item.hidden = false;
    recording.card?.renderJudgement();
  }
  const empty = !all.length && !$('.upload', list);
  $('#welcome').hidden = !empty;
  $('#tools').hidden = empty;
  put($('#count-recordings'), 'textContent', String(all.length));

  const counts = { fit: 0, warnings: 0, unfit: 0, working: 0 };
  for (const recording of all) counts[recording.verdict ?? 'working'] += 1;
  for (const [verdict, key] of [['fit', 'countFit'], ['warnings', 'countWarnings'], ['unfit', 'countUnfit'], ['working', 'countWorking']]) {
    const tally = $(`.tally.${verdict}`);
    tally.hidden = !counts[verdict];
    const text = t(key, { n: counts[verdict] });
    put($('span:last-child', tally), 'textContent', text);
    if (verdict !== 'working') { label(tally, `${text}. ${t('goToNext')}`); tally.title = t('goToNext'); }
  }
  const usable = counts.fit + counts.warnings;
  $('#zip').disabled = !usable || counts.working > 0;
  label($('#zip'), t('zipOf', { n: usable }));
  $('#zip').title = t('zipOf', { n: usable });
  $('#report').title = t('reportOpens');
  $('#report').href = `report.html?lang=${document.documentElement.lang.slice(0, 2)}`;
  $('#save-all').hidden = studio.readOnly;
  $('#save-all').disabled = !usable || studio.set?.isEditable === false;
  label($('#save-all'), t('saveAllOf'));
  $('#save-all').title = t('saveAllOf');
  $('#settings-for-all').disabled = !all.some(recording => recording.facts);
}

// MARK: For all

for (const tally of $$('.tally[data-verdict]')) {
  tally.onclick = () => {
    const all = studio.all(), from = all.indexOf(studio.current) + 1;
    const next = [...all.slice(from), ...all.slice(0, from)].find(recording => recording.verdict === tally.dataset.verdict);
    if (next) show(next);
  };
}

async function settingsForAll() {
  const dialog = $('#for-all'), form = $('form', dialog), { sound, levels, level, profile } = form.elements;
  profile.replaceChildren(new Option(t('asItIs'), ''), ...[...studio.profiles.values()].map(each => new Option(say(each.name), each.id)));
  level.min = studio.levels.lowest;
  level.max = studio.levels.highest;
  level.value = studio.levels.usual;
  sound.value = '';
  const output = $('output', dialog);
  const shown = () => {
    const text = `${decibels(Number(level.value))} dBov`;
    output.value = Number(level.value) === studio.levels.usual ? t('usual', { level: text }) : text;
    level.setAttribute('aria-valuetext', text);
    level.disabled = !levels.checked;
  };
  level.oninput = levels.onchange = shown;
  levels.checked = true;
  shown();
  if (!await open(dialog)) return;
  const target = Number(level.value) === studio.levels.usual ? null : Number(level.value);
  const changes = studio.all().filter(recording => recording.facts).map(recording => {
    const before = { ...recording.data.edit };
    const after = { ...before, ...profile.value ? studio.onPlatform(recording, profile.value) : {}, sound: sound.value || before.sound };
    if (levels.checked && after.sound !== 'untouched') after.level = target;
    return { recording, before, after };
  }).filter(({ before, after }) => Object.keys(after).some(key => (before[key] ?? null) !== (after[key] ?? null)));
  if (!changes.length) return;
  const writeAll = which => several(changes, change => change.recording.write(change[which]));
  did(() => t('didAll'), () => writeAll('before'), () => writeAll('after'));
  await writeAll('after');
}

/** Works on many, four at a time. */
async function several(all, work) {
  const queue = [...all];
  await Promise.all(Array.from({ length: 4 }, async () => { while (queue.length) await work(queue.shift()); }));
}

async function zip() {
  // A change that is on its way is to be in it.
  while (studio.all().some(recording => recording.busy)) await pause(50);
  const usable = studio.all().filter(recording => recording.hasPrompt() && recording.verdict !== 'unfit');
  if (!usable.length) { toast(t('nothingUsable'), { kind: 'warning' }); return; }
  const left = studio.all().length - usable.length;
  const clash = studio.all().find(recording => recording.hasPrompt() && recording.data.judgement.verdict !== 'unfit' && studio.sharing(recording));
  if (clash) { show(clash); toast(t('sharedNames', { name: clash.name }), { kind: 'error', seconds: 10 }); return; }
  await studio.forgetRemoved();
  const link = make('a');
  link.href = 'prompts.zip';
  link.download = 'prompts.zip';
  link.click();
  for (const recording of usable) recording.taken = recording.data.revision;
  studio.changed();
  told(t('zipped', { n: usable.length }), usable, left);
}

$('#settings-for-all').onclick = settingsForAll;
$('#zip').onclick = zip;
$('#report').onclick = async event => {
  if (![...studio.recordings.values()].some(recording => recording.removed)) return;
  event.preventDefault();
  await studio.forgetRemoved();
  window.open($('#report').href, '_blank', 'noopener');
};
$('#save-all').onclick = saveAll;
$('#quit').onclick = async () => {
  const left = studio.unsaved();
  const text = left.length ? `${t('unsaved', { n: left.length })}. ${t('askQuitText')}` : '';
  if (isGone() || !await question(t('askQuit'), text, t('quit'))) return;
  try { const { end } = await import('./server.js'); await ask('quit', { method: 'POST' }); end(); } catch (error) { toast(words(error), { kind: 'error' }); }
};

studio.onChange(render);
onLanguage(() => {
  for (const recording of studio.recordings.values()) recording.card?.render();
  render();
});
