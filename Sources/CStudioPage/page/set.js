// The set: what it has, and putting recordings into it.
import { ask, Problem, words } from './server.js';
import { t, say, seconds, length, onLanguage, translate } from './language.js';
import { $, put, label, icon, make, toast, question } from './page.js';
import { studio } from './studio.js';
import { Recording } from './recording.js';
import { findingItem } from './card.js';
import { show } from './list.js';
import { chooseFiles, upload } from './uploads.js';
import * as player from './player.js';

const states = { current: ['fit-ok', 'fit'], outdated: ['warning', 'warning'], edited: ['warning', 'warning'], missing: ['missing', 'error'], unused: ['note', 'note'], failed: ['error', 'error'] };
const chosenKey = 'voiceprompt-requests';
let playing = null;

const condition = () => ({ 'If-Match': `"${studio.set?.etag ?? 'none'}"` });

function take(set) {
  studio.set = set;
  studio.changed();
}

export async function refresh() {
  try { take(await ask('set')); } catch { /* said by whoever needs it */ }
}

/** Does something to the set; where it was changed meanwhile, shows it as it is and says so. */
async function change(path, options) {
  try {
    const set = await ask(path, { ...options, headers: condition() });
    if (set) take(set);
    return true;
  } catch (error) {
    if (!(error instanceof Problem)) return false;
    if (error.status === 412 || error.status === 409) await refresh();
    toast(error.status === 412 ? t('setChanged') : words(error), { kind: error.status === 412 ? 'warning' : 'error', seconds: 10 });
    return false;
  }
}

/** Brings up to date what recordings say of the set. */
async function renew(recordings) {
  await Promise.all(recordings.map(async recording => {
    try { recording.take(await ask(`recordings/${recording.id}`)); recording.card?.render(); } catch { /* removed meanwhile */ }
  }));
  studio.changed();
}

const write = recording => change(`set/${encodeURIComponent(recording.data.edit.name)}`, {
  method: 'PUT',
  json: { recording: recording.id, replace: studio.inSet(recording.data.edit.name)?.sha256 ?? null },
});

export async function save(recording) {
  if (!recording || studio.readOnly || recording.data.isSaved || !recording.hasPrompt() || !recording.isSettled() || recording.verdict === 'unfit') return;
  const name = recording.data.edit.name, there = studio.inSet(name);
  if (there?.hasFile) {
    const text = t('askReplaceText', {
      seconds: there.duration == null ? '?' : seconds(there.duration), other: recording.data.fileName, newSeconds: seconds(recording.data.judgement.duration),
    });
    if (!await question(t('askReplace', { name }), text, t('doReplace'))) return;
  }
  const others = studio.all().filter(each => each.data.inSet === name && each !== recording);
  if (!await write(recording)) return;
  await renew([recording, ...others]);
  toast(t('savedInSet', { name }), { kind: 'fit' });
}

/** Says what was done with many prompts, how many of them somebody should look at, and what was left out. */
export function told(what, prompts, left) {
  const check = prompts.filter(recording => recording.verdict === 'warnings').length;
  const parts = [what, check ? t('toCheckOf', { n: check }) : '', left ? t('leftOut', { n: left }) : ''].filter(Boolean);
  toast(parts.reduce((a, b) => t('and', { a, b })), { kind: check || left ? 'warning' : 'fit', seconds: 8 });
}

export async function saveAll() {
  const usable = studio.all().filter(recording => recording.hasPrompt() && recording.isSettled() && recording.verdict !== 'unfit');
  const open = usable.filter(recording => !recording.data.isSaved), left = studio.all().length - usable.length;
  if (!open.length) { toast(t(usable.length ? 'nothingToSave' : 'nothingUsable'), { kind: usable.length ? 'note' : 'warning' }); return; }
  const over = open.map(recording => recording.data.edit.name).filter(name => studio.inSet(name)?.hasFile);
  if (over.length && !await question(t('askReplaceAll', { n: over.length }), t('askReplaceAllText'), t('saveAll'), over)) return;
  let done = 0;
  // One after the other: each is written against the set that the one before has left.
  for (const recording of open) { if (!await write(recording)) break; done += 1; }
  await renew(open);
  if (done) told(t('savedAll', { n: done }), open.slice(0, done), left);
}

/** A new recording that is to become a prompt of the set, as soon as somebody has listened to it. */
async function addAs(file, part, name) {
  const recording = await upload(file);
  if (!recording || recording.data.failure) return;
  recording.named = true;
  show(recording);
  await recording.write({ ...recording.data.edit, ...part });
  toast(t('toCheck', { name }));
}

// MARK: What it shows

const rows = new Map();

function row(prompt) {
  const item = $('#prompt-template').content.cloneNode(true).firstElementChild;
  const part = { item, play: $('.play', item), edit: $('.edit', item), replace: $('.replace', item), remove: $('.remove', item), prompt };
  const path = () => `set/${encodeURIComponent(part.prompt.name)}`;
  part.play.onclick = () => player.toggleFile(`${path()}/prompt.wav?${part.prompt.sha256?.slice(0, 12) ?? ''}`, on => {
    playing = on ? part.prompt.name : null;
    fill(part);
  });
  part.edit.onclick = async () => {
    try {
      const data = await ask(`${path()}/open`, { method: 'POST' });
      const recording = studio.recordings.get(data.id) ?? studio.add(data);
      recording.named = true;
      show(recording);
      toast(t('editing', { name: part.prompt.name }));
    } catch (error) { if (error instanceof Problem) toast(words(error), { kind: 'error' }); }
  };
  part.replace.onclick = () => chooseFiles(false, ([file]) => file && addAs(file, asPrompt(part.prompt), part.prompt.name));
  part.remove.onclick = async () => {
    const name = part.prompt.name;
    if (!await question(t('askRemove', { name }), t('askRemoveText'), t('remove'))) return;
    const others = studio.all().filter(each => each.data.inSet === name);
    if (!await change(path(), { method: 'DELETE' })) return;
    await renew(others);
    toast(t('removedFromSet', { name }), { kind: 'fit' });
  };
  item.dropTo = () => ({ part: asPrompt(part.prompt), name: part.prompt.name });
  return part;
}

const asPrompt = prompt => ({ name: prompt.name, field: prompt.field ?? null });

function fill(part) {
  const { item, prompt } = part, on = playing === prompt.name, [mark, kind] = states[prompt.state] ?? ['note', 'note'];
  translate(item);
  put($('.prompt-name', item), 'textContent', prompt.name);
  const facts = [prompt.field ?? '', prompt.duration == null ? '' : length(prompt.duration)];
  put($('.prompt-field', item), 'textContent', facts.filter(Boolean).join(' · '));
  $('.prompt-text', item).title = prompt.recording ? t('masterOf', { recording: prompt.recording }) : '';
  $('.prompt-state', item).className = `prompt-state ${kind}`;
  icon($('.prompt-state', item), mark);
  put($('.prompt-state span', item), 'textContent', say(prompt.stateText));
  part.play.disabled = !prompt.hasFile;
  part.play.setAttribute('aria-pressed', on);
  label(part.play, t(on ? 'pauseOf' : 'playOf', { name: prompt.name }));
  icon(part.play, on ? 'pause' : 'play');
  label(part.edit, t('editOf', { name: prompt.name }));
  label(part.replace, t('replaceInSet', { name: prompt.name }));
  label(part.remove, t('removeFromSetOf', { name: prompt.name }));
  const fixed = studio.readOnly || studio.set.isEditable === false;
  part.edit.hidden = !prompt.recording;
  part.replace.hidden = part.remove.hidden = fixed;
  $('.findings', item).replaceChildren(...(prompt.findings ?? []).map(finding => findingItem(finding)));
}

function render() {
  const { set } = studio;
  put($('#count-set'), 'textContent', String(set?.prompts?.length ?? 0));
  put($('.place-label'), 'textContent', t(studio.readOnly ? 'readOnly' : 'savedIn'));
  put($('#place'), 'textContent', studio.place === '.' ? t('thisFolder') : studio.place);
  put($('.set-place'), 'textContent', set?.exists ? t('setIn', { path: set.path, folder: set.outputFolder }) : '');
  const problem = $('.set-problem'), said = [];
  if (set?.failure) said.push({ severity: 'error', message: set.failure.message, remedy: set.failure.remedy, rule: '' });
  else if (set?.isEditable === false && set.why) said.push({ severity: 'note', message: set.why, rule: '' });
  problem.hidden = !said.length;
  problem.replaceChildren(...said.map(each => { const list = make('ul', 'findings'); list.append(findingItem(each)); return list; }));
  $('#set-findings').replaceChildren(...(set?.findings ?? []).map(finding => findingItem(finding)));
  const prompts = set?.prompts ?? [], names = new Set(prompts.map(prompt => prompt.name)), list = $('#set-list');
  for (const [name, part] of rows) if (!names.has(name)) { part.item.remove(); rows.delete(name); }
  prompts.forEach((prompt, index) => {
    const part = rows.get(prompt.name) ?? row(prompt);
    rows.set(prompt.name, part);
    part.prompt = prompt;
    fill(part);
    if (list.children[index] !== part.item) list.insertBefore(part.item, list.children[index] ?? null);
  });
  $('#set-empty').hidden = Boolean(prompts.length || set?.failure);
  put($('#set-empty'), 'textContent', t(set?.exists ? 'setEmpty' : 'setNone'));
  const isOld = prompts.some(prompt => ['outdated', 'missing'].includes(prompt.state));
  $('#build').hidden = studio.readOnly || !set?.exists || !isOld;
  $('#build').title = t('buildText');
  renderWanted();
}

function chosen() {
  try { return new Set(JSON.parse(localStorage.getItem(chosenKey) ?? '[]')); } catch { return new Set(); }
}

function renderWanted() {
  const ids = chosen(), box = $('#apis');
  $('#requests').hidden = !studio.apis.length || studio.readOnly;
  if (box.children.length !== studio.apis.length) {
    box.replaceChildren(...studio.apis.map(api => {
      const line = make('label', 'check'), input = make('input');
      input.type = 'checkbox';
      input.value = api.id;
      input.checked = ids.has(api.id);
      input.onchange = () => {
        const now = chosen();
        if (input.checked) now.add(api.id); else now.delete(api.id);
        try { localStorage.setItem(chosenKey, JSON.stringify([...now])); } catch { /* kept until the page closes */ }
        renderWanted();
      };
      line.append(input, ' ', make('span'));
      return line;
    }));
  }
  studio.apis.forEach((api, index) => put($('span', box.children[index]), 'textContent', say(api.name)));
  const there = new Set((studio.set?.prompts ?? []).map(prompt => prompt.field));
  const wanted = [...new Set(studio.apis.filter(api => ids.has(api.id)).flatMap(api => api.fields))].filter(name => !there.has(name));
  $('#wanted').replaceChildren(...studio.readOnly ? [] : wanted.map(name => {
    const field = studio.fields.get(name), item = make('li', 'prompt wanted'), text = make('div', 'prompt-text');
    text.append(make('b', 'prompt-name', name), make('span', 'prompt-field soft', say(field?.purpose)));
    const state = make('span', 'prompt-state note', '');
    state.append(make('span', '', t('noPromptYet')));
    text.append(state);
    const button = make('button', 'small', t('chooseOne'));
    button.type = 'button';
    label(button, t('chooseFor', { name }));
    const part = () => ({ field: name, name: field?.fileName ?? `${name}.wav`, ...field?.carriesMusic ? { sound: 'music' } : {} });
    button.onclick = () => chooseFiles(false, ([file]) => file && addAs(file, part(), name));
    item.append(text, button);
    item.dropTo = () => ({ part: part(), name });
    return item;
  }));
}

/** What a drop on a prompt of the set, or on a field without one, does. */
export function dropOn(item, { file, recording }) {
  const { part, name } = item.dropTo();
  if (file) { addAs(file, part, name); return; }
  if (!(recording instanceof Recording)) return;
  recording.named = true;
  show(recording);
  recording.commit(part, 'didName');
  toast(t('toCheck', { name }));
}

$('#build').onclick = async () => {
  $('#build').disabled = true;
  if (await change('set/build', { method: 'POST' })) toast(t('built'), { kind: 'fit' });
  $('#build').disabled = false;
};

// A set that somebody else has changed is seen when the page is looked at again.
document.addEventListener('visibilitychange', () => { if (!document.hidden && studio.set) refresh(); });

for (const view of ['recordings', 'set']) {
  $(`#view-${view}`).onclick = () => {
    document.body.dataset.view = view;
    for (const each of ['recordings', 'set']) $(`#view-${each}`).setAttribute('aria-pressed', each === view);
  };
}
studio.onChange(render);
onLanguage(render);
