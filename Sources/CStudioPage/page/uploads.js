// Bringing recordings in: dropped, chosen, whole folders, a few at a time, each with its progress.
import { send, words, Problem, lost } from './server.js';
import { t, whole } from './language.js';
import { $, label, pause, toast, announce } from './page.js';
import { studio } from './studio.js';
import { itemOf } from './list.js';
import { dropOn } from './set.js';

/** Sent at a time: the server reads with as many cores as there are, and the page stays quick. */
const atATime = 3;
const known = /\.(wav|wave|mp3|flac|ogg|oga|opus|m4a|mp4|aac|aiff?|aifc|caf|au|snd|w64|rf64|wma|amr|3gp|mov|mkv|webm|alaw|ulaw|al|ul|mulaw|sln\d*|gsm|vox|g722|wv|ape|spx|avi|flv)$/i;
const picker = $('#files');
const queue = [];
let active = 0, begun = Promise.resolve();

export function chooseFiles(multiple, then) {
  picker.multiple = multiple;
  picker.value = '';
  picker.onchange = () => then([...picker.files]);
  picker.click();
}

/** Sends a recording; gives it, or null where it could not be sent or was given up. */
export function upload(file) {
  return new Promise(done => {
    const item = $('#upload-template').content.cloneNode(true).firstElementChild;
    const job = { file, item, done, place: studio.nextPlace(), controller: new AbortController() };
    $('.upload-name', item).textContent = file.name;
    $('.upload-text', item).textContent = t('waiting');
    label($('progress', item), file.name);
    label($('button', item), t('cancelUpload', { name: file.name }));
    $('button', item).onclick = () => {
      job.controller.abort();
      if (queue.includes(job)) { queue.splice(queue.indexOf(job), 1); finish(job, null); }
    };
    $('#list').append(item);
    queue.push(job);
    studio.changed();
    soon();
  });
}

function finish(job, recording) {
  if (!recording) job.item.remove();
  studio.changed();
  job.done(recording);
}

/** Begins one after the other, so that the server, too, numbers them in their order. */
function soon() {
  begun = begun.then(() => { next(); return pause(10); });
}

async function next() {
  if (active >= atATime || !queue.length) return;
  const job = queue.shift(), bar = $('progress', job.item), text = $('.upload-text', job.item);
  active += 1;
  text.textContent = '0 %';
  let recording = null;
  try {
    const data = await send('POST', `recordings?name=${encodeURIComponent(job.file.name)}`, job.file, {
      signal: job.controller.signal,
      progress: part => {
        bar.value = part;
        text.textContent = part < 1 ? `${Math.floor(part * 100)} %` : t('reading');
        if (part >= 1) bar.removeAttribute('value');
      },
    });
    recording = studio.add(data, job.file, job.place);
    itemOf(recording, job.item);
  } catch (error) {
    if (error instanceof Problem) toast(words(error), { kind: 'error', seconds: 12 });
    else if (error.name !== 'AbortError') {
      // A folder or a file that went away cannot be sent, while the server is there.
      fetch('texts.js', { cache: 'no-store' }).then(() => toast(t('isFolder', { name: job.file.name }), { kind: 'error' }), lost);
    }
  }
  active -= 1;
  finish(job, recording);
  soon();
}

studio.upload = upload;

/** Adds several recordings to the list. */
export async function addFiles(files) {
  let taken = files.filter(file => {
    if (file.size <= studio.limits.recordingBytes) return true;
    toast(t('tooLarge', { name: file.name, limit: `${whole(Math.round(studio.limits.recordingBytes / 1e6))} MB` }), { kind: 'error' });
    return false;
  });
  const room = studio.limits.recordings - studio.recordings.size - queue.length - active;
  if (taken.length > room) {
    toast(t('tooMany', { n: studio.limits.recordings, left: taken.length - Math.max(0, room) }), { kind: 'error', seconds: 12 });
    taken = taken.slice(0, Math.max(0, room));
  }
  if (!taken.length) return;
  const all = taken.map(upload);
  document.body.dataset.view = 'recordings';
  if (studio.all().length) $('#list').lastElementChild.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  const done = (await Promise.all(all)).filter(Boolean);
  if (done.length) announce(done.length === 1 ? t('addedOne', { name: done[0].data.fileName }) : t('added', { n: done.length }));
  for (const { data } of done.filter(({ data }) => data.failure)) announce(data.fileName);
}

// MARK: Dropping

async function inside(entry) {
  if (entry.isFile) {
    const file = await new Promise((done, fail) => entry.file(done, fail));
    return known.test(file.name) || /^(audio|video)\//.test(file.type) ? [file] : [];
  }
  const reader = entry.createReader(), found = [];
  for (;;) {
    const some = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (!some.length) break;
    for (const each of some) if (!each.name.startsWith('.')) found.push(...await inside(each));
  }
  return found;
}

async function filesOf(transfer) {
  // Both must be asked for before anything is waited for.
  const entries = [...transfer.items].map(item => item.webkitGetAsEntry?.()), files = [...transfer.files];
  const folders = entries.filter(entry => entry?.isDirectory);
  if (!folders.length) return files;
  const names = new Set(folders.map(folder => folder.name));
  const plain = files.filter(file => !names.has(file.name));
  const found = await Promise.all(folders.map(folder => inside(folder).catch(() => [])));
  return [...plain, ...found.flat().sort((a, b) => a.name.localeCompare(b.name))];
}

let over = null;
function mark(target) {
  if (over === target) return;
  over?.classList.remove('over');
  over = target;
  over?.classList.add('over');
}

const hasFiles = event => event.dataTransfer?.types.includes('Files');
const cardType = 'application/x-voiceprompt-recording';
const hasCard = event => event.dataTransfer?.types.includes(cardType);

function targetOf(event) {
  const element = event.target instanceof Element ? event.target : null;
  if (element?.closest('#veil')) return null;
  const prompt = element?.closest('.prompt');
  if (prompt?.dropTo && !studio.readOnly) return prompt;
  return hasFiles(event) ? element?.closest('.card') ?? null : null;
}

addEventListener('dragover', event => {
  if (!hasFiles(event) && !hasCard(event)) return;
  const target = targetOf(event);
  mark(target);
  event.preventDefault();
  event.dataTransfer.dropEffect = hasCard(event) ? (target ? 'link' : 'none') : 'copy';
  $('#veil').hidden = !hasFiles(event);
});
addEventListener('dragleave', event => { if (!event.relatedTarget) { mark(null); $('#veil').hidden = true; } });
addEventListener('dragend', () => { mark(null); $('#veil').hidden = true; });
addEventListener('dragstart', event => {
  const recording = event.target.closest?.('.item')?.recording;
  if (recording && event.target.matches('.card h3')) event.dataTransfer.setData(cardType, String(recording.id));
});
addEventListener('drop', async event => {
  mark(null);
  $('#veil').hidden = true;
  if (!hasFiles(event) && !hasCard(event)) return;
  event.preventDefault();
  const target = targetOf(event), moved = studio.recordings.get(Number(event.dataTransfer.getData(cardType)));
  if (moved && !hasFiles(event)) { if (target) dropOn(target, { recording: moved }); return; }
  const files = await filesOf(event.dataTransfer);
  if (files.length === 1 && target?.dropTo) dropOn(target, { file: files[0] });
  else if (files.length === 1 && target?.matches('.card')) studio.replace(target.closest('.item').recording, files[0]);
  else addFiles(files);
});
