// What the page knows: the recordings, the set, and what the platform wants.
import { ask, send, words, Problem } from './server.js';
import { t } from './language.js';
import { toast, pause } from './page.js';
import { did } from './history.js';
import { Recording } from './recording.js';
import * as player from './player.js';

/** How long a removed recording can be brought back, in seconds. */
const keeping = 10;
/** The shortest prompt that handles make, in seconds. */
const shortest = 0.05;

export const studio = {
  recordings: new Map(), profiles: new Map(), fields: new Map(), apis: [], levels: {}, limits: {}, set: null,
  readOnly: false, place: '', version: '', profile: '', current: null,
  listeners: [], places: 0,

  /** Takes a whole state: at the start, and when the server is back. */
  fill(state) {
    for (const key of ['levels', 'limits', 'set', 'readOnly', 'place', 'version', 'profile', 'apis']) studio[key] = state[key] ?? studio[key];
    studio.profiles = new Map(state.profiles.map(profile => [profile.id, profile]));
    studio.fields = new Map(state.fields.map(field => [field.name, field]));
    const there = new Set(state.recordings.map(data => data.id));
    for (const [id, recording] of studio.recordings) if (!there.has(id)) { player.forget(recording); studio.recordings.delete(id); }
    for (const data of state.recordings) {
      const known = studio.recordings.get(data.id);
      if (known) { known.busy = false; known.writing = null; known.take(data, null); } else studio.recordings.set(data.id, new Recording(data, null, studio.nextPlace()));
    }
    studio.watch();
    studio.changed();
  },

  /** Places in the list are given out in the order in which files are dropped, not in which they arrive. */
  nextPlace() { return studio.places++; },

  all() { return [...studio.recordings.values()].filter(recording => !recording.removed).sort((a, b) => a.place - b.place); },

  add(data, file = null, place = studio.nextPlace()) {
    const recording = new Recording(data, file, place);
    studio.recordings.set(data.id, recording);
    studio.watch();
    studio.changed();
    return recording;
  },

  onChange(listener) { studio.listeners.push(listener); },

  /** Tells everyone, once for all that happens within a frame. */
  changed() {
    names = null;
    if (telling) return;
    telling = setTimeout(() => { telling = 0; names = null; for (const listener of studio.listeners) listener(); }, 16);
  },
  changedSoon() { names = null; studio.changed(); },

  /** Asks for what is still being judged until it is. */
  async watch() {
    if (watching) return;
    watching = true;
    for (let wait = 150; ; wait = Math.min(1000, wait * 1.5)) {
      const open = studio.all().filter(recording => !recording.data.judgement && !recording.data.failure && !recording.busy);
      if (!open.length) break;
      await pause(wait);
      try {
        const news = open.length > 8 ? (await ask('state')).recordings : await Promise.all(open.map(recording => ask(`recordings/${recording.id}`)));
        for (const data of news) {
          const recording = studio.recordings.get(data.id);
          if (!recording || !open.includes(recording) || !(data.judgement || data.failure)) continue;
          recording.take(data);
          recording.card?.render();
        }
        studio.changed();
      } catch { break; }
    }
    watching = false;
  },

  setCurrent(recording) {
    if (studio.current === recording) return;
    const before = studio.current;
    studio.current = recording;
    before?.card?.element.classList.remove('current');
    recording?.card?.element.classList.add('current');
  },

  // MARK: Names

  /** Another recording whose prompt has the same name; the platform does not tell case apart for sure. */
  sharing(recording) {
    if (!names) {
      names = new Map();
      for (const each of studio.all()) {
        if (each.data.failure) continue;
        const key = each.name.toLowerCase();
        names.set(key, [...names.get(key) ?? [], each]);
      }
    }
    return names.get(recording.name.toLowerCase())?.find(other => other !== recording) ?? null;
  },

  /** The name, or with a number that no other recording has. */
  freeName(name, recording) {
    const taken = new Set(studio.all().filter(each => each !== recording).map(each => each.name.toLowerCase()));
    const dot = name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length;
    const stem = name.slice(0, dot).replace(/-\d+$/, ''), extension = name.slice(dot);
    for (let n = 1; ; n++) {
      const free = n === 1 ? stem + extension : `${stem}-${n}${extension}`;
      if (!taken.has(free.toLowerCase())) return free;
    }
  },

  inSet(name) { return studio.set?.prompts?.find(prompt => prompt.name === name) ?? null; },

  // MARK: Parts of an edit

  bounded(recording, which, value) {
    const duration = recording.data.recording.duration, { start, end } = recording.draft, round = x => Math.round(x * 1000) / 1000;
    if (which === 'start') return { start: round(Math.max(0, Math.min(value, (end ?? duration) - shortest))) };
    const last = Math.max(value, start + shortest);
    return { end: last >= duration - 0.0005 ? null : round(last) };
  },

  /** What choosing a request field brings: its name, unless the reader gave one, and music where it carries music. */
  asField(recording, field) {
    const part = { field: field.name };
    if (!recording.named) part.name = studio.freeName(field.fileName, recording);
    if (field.carriesMusic && recording.draft.sound === 'speech') part.sound = 'music';
    else if (!field.carriesMusic && recording.draft.sound === 'music' && studio.fields.get(recording.draft.field)?.carriesMusic) part.sound = 'speech';
    return part;
  },

  /** Another platform wants another extension, and may know no request fields. */
  onPlatform(recording, id) {
    const from = recording.profile.nameExtension, to = studio.profiles.get(id).nameExtension, name = recording.draft.name;
    return {
      profile: id,
      name: from !== to && name.toLowerCase().endsWith(from) ? name.slice(0, -from.length) + to : name,
      field: studio.profiles.get(id).hasFields ? recording.draft.field : null,
    };
  },

  // MARK: Removing and replacing

  remove(recording) {
    const name = recording.data.fileName;
    let timer = 0;
    const back = async () => {
      if (recording.deleted && recording.file) {
        const again = await studio.upload(recording.file);
        if (again) await again.write(recording.data.edit);
      }
      if (!recording.removed || recording.deleted) return;
      clearTimeout(timer);
      recording.removed = false;
      said.close(true);
      studio.changed();
    };
    const away = () => {
      player.forget(recording);
      recording.removed = true;
      timer = setTimeout(recording.forget, keeping * 1000);
      studio.changed();
    };
    recording.forget = async () => {
      clearTimeout(timer);
      recording.deleted = true;
      try { await ask(`recordings/${recording.id}`, { method: 'DELETE' }); } catch (error) { if (error instanceof Problem && error.status !== 404) toast(words(error), { kind: 'error' }); }
      studio.recordings.delete(recording.id);
    };
    away();
    const said = toast(t('removed', { name }), { action: t('bringBack'), act: back, seconds: keeping });
    did(() => t('removed', { name }), back, away);
  },

  /** What was removed is gone for the server, too, before it makes something of all. */
  async forgetRemoved() {
    await Promise.all([...studio.recordings.values()].filter(each => each.removed && !each.deleted).map(each => each.forget()));
  },

  async replace(recording, file) {
    const before = { file: recording.file, name: recording.data.fileName, edit: { ...recording.data.edit } };
    const swap = async (other, name) => {
      recording.busy = true;
      recording.card?.render();
      try {
        const data = await send('PUT', `recordings/${recording.id}/file?name=${encodeURIComponent(name)}`, other);
        recording.busy = false;
        recording.replaceBy(data, other);
        studio.watch();
        return true;
      } catch (error) {
        recording.busy = false;
        recording.card?.render();
        toast(words(error), { kind: 'error' });
        return false;
      }
    };
    if (!await swap(file, file.name)) return;
    toast(t('replaced', { name: before.name, other: file.name }), { kind: 'fit' });
    if (before.file) {
      did(() => t('didReplace', { name: before.name }),
        async () => { if (await swap(before.file, before.name)) await recording.write(before.edit); },
        () => swap(file, file.name));
    }
  },

  unsaved() { return studio.all().filter(recording => recording.isUnsaved()); },
};

let names = null, telling = 0, watching = false;

// What was removed and not brought back goes with the page.
addEventListener('pagehide', () => {
  for (const recording of studio.recordings.values()) {
    if (recording.removed && !recording.deleted) fetch(`recordings/${recording.id}`, { method: 'DELETE', keepalive: true }).catch(() => {});
  }
});
