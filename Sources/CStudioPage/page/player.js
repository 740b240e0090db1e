// One thing plays at a time: a recording before or as on the phone, or a prompt of the set.
//
// Positions are seconds of the recording, for both sides: what is heard on one side is heard from
// the same place on the other.
import { lost } from './server.js';

const sounds = { before: new Audio(), after: new Audio(), file: new Audio() };
for (const sound of Object.values(sounds)) sound.preload = 'auto';

// A browser that does not play A-law gets the same samples as PCM, from its first failure on.
let asPCM = false;
let playing = null;  // { sound, card, side } or { sound, url, changed }
let loaded = null;   // the card whose sounds the two elements have
let frame = 0;

const promptURL = card => `recordings/${card.id}/${asPCM ? 'prompt.pcm.wav' : 'prompt.wav'}?revision=${card.data.revision}`;
const originalURL = card => `recordings/${card.id}/original.wav?file=${card.fileTurn}`;
const offset = (card, side) => side === 'after' ? card.data.judgement?.cut?.start ?? card.data.edit.start : 0;

function source(sound, url) {
  if (sound.dataset.url === url) return;
  sound.dataset.url = url;
  sound.src = url;
}

/** Sets a position as soon as the sound can take one. */
function seek(sound, time) {
  const at = Math.max(0, time);
  if (sound.readyState >= 1) { sound.currentTime = at; return; }
  sound.onloadedmetadata = () => { sound.onloadedmetadata = null; sound.currentTime = at; };
}

async function start(sound) {
  try { await sound.play(); } catch { /* paused before it began, or an error that onerror sees */ }
}

function tick() {
  const now = playing;
  if (!now) return;
  // Before it is loaded it is not yet where it was told to begin.
  if (now.card && !now.sound.onloadedmetadata) {
    const position = now.sound.currentTime + offset(now.card, now.side);
    now.card.at(position);
    if (now.side === 'before' && now.stop !== null && position >= now.stop) { pause(); return; }
  }
  frame = requestAnimationFrame(tick);
}

export function pause() {
  const was = playing;
  playing = null;
  cancelAnimationFrame(frame);
  if (!was) return;
  was.sound.pause();
  was.card?.playingChanged();
  was.changed?.(false);
}

export const isPlaying = card => playing !== null && playing.card === card;

/** Plays a card's side from its position; where that is at the end, from the start. */
export function play(card) {
  pause();
  const side = card.heard, { start: first, end } = card.span();
  let at = card.position;
  if (side === 'after' && (at < first - 0.005 || at > end - 0.05)) at = first;
  if (side === 'before' && Math.abs(at - end) < 0.05) at = first;
  if (side === 'after' && !card.hasPrompt()) return;
  const sound = sounds[side];
  source(sound, side === 'after' ? promptURL(card) : originalURL(card));
  loaded = card;
  seek(sound, at - offset(card, side));
  // Only what is inside the prompt ends with it: whoever listens outside wants to hear it.
  playing = { sound, card, side, stop: side === 'before' && at < end ? end : null };
  card.playingChanged();
  start(sound);
  tick();
}

export function toggle(card) {
  if (isPlaying(card)) pause(); else play(card);
}

/** After a seek or a change of sides: what plays goes on from there. */
export function moved(card) {
  if (isPlaying(card)) play(card);
}

/** After a new revision: what plays is the new prompt, from where it is. */
export function revised(card) {
  if (isPlaying(card) && playing.side === 'after') play(card);
}

export function forget(card) {
  if (isPlaying(card)) pause();
  if (loaded !== card) return;
  loaded = null;
  for (const sound of [sounds.before, sounds.after]) {
    delete sound.dataset.url;
    sound.removeAttribute('src');
    sound.load();
  }
}

/** Plays a prompt of the set, or stops it; `changed` hears which. */
export function toggleFile(url, changed) {
  const was = playing?.url;
  pause();
  if (was === url) return;
  const sound = sounds.file;
  source(sound, asPCM ? url.replace('prompt.wav', 'prompt.pcm.wav') : url);
  sound.currentTime = 0;
  playing = { sound, url, changed };
  changed(true);
  start(sound);
}

for (const sound of Object.values(sounds)) {
  sound.onended = () => {
    const card = playing?.sound === sound ? playing.card : null;
    pause();
    card?.at(card.span().end);
  };
  sound.onerror = () => {
    if (!sound.dataset.url) return;
    const now = playing?.sound === sound ? playing : null;
    const failed = sound.dataset.url;
    delete sound.dataset.url;
    if (!asPCM && failed.includes('/prompt.wav') && sound.error?.code >= MediaError.MEDIA_ERR_DECODE) {
      asPCM = true;
      if (now?.card) play(now.card);
      else if (now) { const { url, changed } = now; pause(); toggleFile(url, changed); }
      return;
    }
    pause();
    fetch('texts.js', { cache: 'no-store' }).catch(lost);
  };
}
