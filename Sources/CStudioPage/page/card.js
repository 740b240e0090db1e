// The card of a recording.
import { t, say, translate, seconds, length, clock, parseClock, whole, decibels, language } from './language.js';
import { $, $$, put, label, icon, make, iconElement, toast, announce } from './page.js';
import { texts } from './texts.js';
import { Wave } from './wave.js';
import { studio } from './studio.js';
import { save } from './set.js';
import { chooseFiles } from './uploads.js';
import * as player from './player.js';

const order = { error: 0, warning: 1, note: 2 };
const badge = { fit: 'fit-ok', warnings: 'warning', unfit: 'error' };

/** A finding as a list item: what it is, what helps, and buttons for what the page can do. */
export function findingItem(finding, act) {
  const item = make('li', `finding ${finding.severity}`);
  const text = make('span', 'finding-text');
  text.append(make('b', 'unseen', `${t(finding.severity)}: `), make('span', '', say(finding.message)));
  const actions = act ? finding.actions ?? [] : [];
  if (finding.remedy && !actions.length) text.append(make('span', 'remedy soft', say(finding.remedy)));
  text.title = finding.rule;
  item.append(iconElement(finding.severity), text);
  for (const action of actions) {
    const button = make('button', 'small', say(action.label));
    button.type = 'button';
    button.onclick = () => act(action);
    item.append(button);
  }
  return item;
}

export class Card {
  constructor(recording) {
    this.recording = recording;
    this.element = $('#card-template').content.cloneNode(true).firstElementChild;
    const of = (selector, root = this.element) => $(selector, root);
    this.parts = {
      verdict: of('.verdict'), title: of('h3'), facts: of('.facts'), failure: of('.failure'), work: of('.work'),
      replace: of('.replace'), remove: of('.remove'), play: of('.play'), before: of('.before'), after: of('.after'),
      clock: of('.clock'), start: of('.handle.start'), end: of('.handle.end'), startTime: of('.start-time'),
      endTime: of('.end-time'), findings: of('.sound .findings'), field: of('.for select'), fieldBox: of('.field.for'),
      fieldHint: of('.for .hint'), name: of('.name input'), nameHint: of('.name .hint'), preset: of('.preset'),
      presetHint: of('.preset .hint'), level: of('.level input'), levelText: of('.level output'),
      channel: of('.channel select'), channelBox: of('.channel'), platform: of('.platform select'),
      platformHint: of('.platform .hint'), trim: of('.trim select'), truncated: of('.truncated input'),
      sizeBar: of('.size-bar'), sizeFill: of('.size-bar i'), sizeText: of('.size-text'), saved: of('.saved'),
      download: of('.download'), save: of('.save'), saveText: of('.save span'), zoom: of('.zoom'),
      footer: of(':scope > footer'),
    };
    for (const radio of $$('input[type=radio]', this.parts.preset)) radio.name = `sound-${recording.id}`;
    this.listen();
    this.rebuild();
  }

  close() {
    this.wave?.close();
    this.element.remove();
  }

  /** So that keys go on from here. */
  focus() {
    this.element.tabIndex = -1;
    this.element.focus({ preventScroll: true });
  }

  /** After another file: everything that hangs on its duration and channels. */
  rebuild() {
    const { parts, recording } = this, facts = recording.facts;
    this.wave?.close();
    this.wave = facts ? new Wave($('.wave', this.element), recording) : null;
    parts.work.hidden = parts.footer.hidden = !facts;
    parts.failure.hidden = !recording.data.failure;
    if (facts) {
      for (const handle of [parts.start, parts.end]) handle.max = facts.duration;
      parts.level.min = studio.levels.lowest;
      parts.level.max = studio.levels.highest;
      parts.zoom.hidden = facts.duration < 10;
    }
    this.render();
  }

  // MARK: What people do

  listen() {
    const { parts, recording } = this;
    const commit = (part, what) => recording.commit(part, what);
    this.element.addEventListener('pointerdown', () => studio.setCurrent(recording));
    this.element.addEventListener('focusin', () => studio.setCurrent(recording));

    parts.play.onclick = () => player.toggle(recording);
    parts.before.onclick = () => recording.listen('before');
    parts.after.onclick = () => recording.listen('after');
    parts.replace.onclick = () => chooseFiles(false, ([file]) => file && studio.replace(recording, file));
    parts.remove.onclick = () => {
      const all = studio.all(), at = all.indexOf(recording), next = all[at + 1] ?? all[at - 1];
      studio.remove(recording);
      next?.card?.focus();
    };

    for (const which of ['start', 'end']) {
      const handle = parts[which], typed = parts[`${which}Time`];
      handle.oninput = () => {
        recording.lastHandle = which;
        const part = studio.bounded(recording, which, Number(handle.value));
        recording.change(part);
        handle.value = recording.draft[which] ?? recording.data.recording.duration;
      };
      handle.onchange = () => commit({}, 'didCut');
      handle.onkeydown = event => {
        const direction = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
        if (!direction) return;
        event.preventDefault();
        this.nudge(which, direction * (event.shiftKey ? 0.1 : 0.01));
      };
      // An answer about an earlier edit must not take away what is being typed.
      typed.oninput = () => { typed.dataset.typing = 'yes'; };
      typed.onblur = () => { delete typed.dataset.typing; };
      typed.onchange = () => {
        delete typed.dataset.typing;
        const value = parseClock(typed.value);
        if (value === null) {
          toast(t('notATime', { text: typed.value }), { kind: 'warning' });
          this.render();
          return;
        }
        recording.lastHandle = which;
        commit(studio.bounded(recording, which, value), 'didCut');
      };
      typed.onkeydown = event => {
        if (!['ArrowUp', 'ArrowDown'].includes(event.key)) return;
        event.preventDefault();
        delete typed.dataset.typing;
        this.nudge(which, (event.key === 'ArrowUp' ? 1 : -1) * (event.shiftKey ? 0.1 : 0.01));
      };
      typed.onfocus = () => typed.select();
    }

    parts.field.onchange = () => {
      const field = studio.fields.get(parts.field.value);
      commit(field ? studio.asField(recording, field) : { field: null }, 'didField');
    };
    parts.name.oninput = () => { recording.change({ name: parts.name.value.trim() }); studio.changedSoon(); };
    parts.name.onchange = () => { recording.named = true; commit({ name: parts.name.value.trim() }, 'didName'); };
    for (const radio of $$('input', parts.preset)) radio.onchange = () => commit({ sound: radio.value }, 'didSound');
    parts.level.oninput = () => recording.change({ level: Number(parts.level.value) });
    parts.level.onchange = () => {
      const level = Number(parts.level.value);
      commit({ level: level === studio.levels.usual ? null : level }, 'didLevel');
    };
    parts.channel.onchange = () => commit({ channel: parts.channel.value }, 'didChannel');
    parts.platform.onchange = () => commit(studio.onPlatform(recording, parts.platform.value), 'didPlatform');
    parts.trim.onchange = () => commit({ trim: parts.trim.value || null }, 'didCut');
    parts.truncated.onchange = () => commit({ allowTruncated: parts.truncated.checked }, 'didFix');
    parts.download.onclick = () => { recording.taken = recording.data.revision; studio.changed(); };
    parts.save.onclick = () => save(recording);
    $('.zoom-in', this.element).onclick = () => this.wave.zoomTo(this.wave.zoom * 2);
    $('.zoom-out', this.element).onclick = () => this.wave.zoomTo(this.wave.zoom / 2);
    $('.more', this.element).ontoggle = () => this.render();
  }

  /** Moves a handle by so many seconds; several in a row are one step to undo. */
  nudge(which, by) {
    const { recording } = this, now = recording.draft[which] ?? recording.data.recording.duration;
    recording.lastHandle = which;
    recording.change(studio.bounded(recording, which, now + by));
    clearTimeout(this.nudging);
    this.nudging = setTimeout(() => recording.commit({}, 'didCut'), 350);
    announce(seconds(recording.draft[which] ?? recording.data.recording.duration));
  }

  // MARK: What it shows

  render() {
    const { parts, recording } = this, { data, draft } = recording, name = data.fileName;
    translate(this.element);
    put(parts.title, 'textContent', name);
    parts.title.title = name;
    label(parts.replace, t('replaceOf', { name }));
    label(parts.remove, t('removeOf', { name }));
    this.element.classList.toggle('busy', Boolean(recording.busy));
    this.showVerdict();
    if (Boolean(recording.facts) !== Boolean(this.wave)) { this.rebuild(); return; }
    if (!recording.facts) {
      put(parts.facts, 'textContent', say(data.recording?.format));
      if (data.failure) {
        const list = make('ul', 'findings');
        list.append(findingItem({ severity: 'error', ...data.failure }));
        parts.failure.replaceChildren(list);
      }
      return;
    }
    put(parts.facts, 'textContent', `${say(data.recording.format)} · ${length(data.recording.duration)}`);
    this.renderMoving();
    this.showField();
    for (const radio of $$('input', parts.preset)) radio.checked = radio.value === draft.sound;
    put(parts.presetHint, 'textContent', t(`${draft.sound}Hint`));
    this.showChannel();
    if (!parts.platform.options.length) {
      for (const profile of studio.profiles.values()) parts.platform.append(new Option('', profile.id));
    }
    for (const option of parts.platform.options) put(option, 'textContent', say(studio.profiles.get(option.value).name));
    parts.platform.value = draft.profile;
    put(parts.platformHint, 'textContent', say(recording.profile.format));
    parts.trim.value = draft.trim === 'auto' ? '' : draft.trim ?? '';
    parts.truncated.checked = draft.allowTruncated;
    parts.before.setAttribute('aria-pressed', recording.heard === 'before');
    parts.after.setAttribute('aria-pressed', recording.heard === 'after');
    this.showPlaying();
    this.showZoom();
    this.renderJudgement();
    this.wave?.load();
  }

  /** What follows a handle or a slider at once. */
  renderMoving() {
    const { parts, recording } = this, { draft, data } = recording, duration = data.recording.duration;
    const last = draft.end ?? duration;
    put(parts.start, 'value', String(draft.start));
    put(parts.end, 'value', String(last));
    for (const [handle, key, value] of [[parts.start, 'startOf', draft.start], [parts.end, 'endOf', last]]) {
      label(handle, t(key));
      handle.setAttribute('aria-valuetext', seconds(value));
    }
    for (const [typed, key, value] of [[parts.startTime, 'startOf', draft.start], [parts.endTime, 'endOf', last]]) {
      label(typed, t(key));
      if (!typed.dataset.typing) put(typed, 'value', clock(value));
    }
    const untouched = draft.sound === 'untouched';
    parts.level.disabled = untouched;
    put(parts.level, 'value', String(recording.target()));
    const level = `${decibels(recording.target())} dBov`;
    put(parts.levelText, 'value', untouched ? t('asRecorded') : level);
    parts.level.setAttribute('aria-valuetext', level);
    if (document.activeElement !== parts.name) put(parts.name, 'value', draft.name);
    this.showPosition();
    this.wave?.draw();
  }

  showField() {
    const { parts, recording } = this, { draft } = recording;
    parts.fieldBox.hidden = !recording.profile.hasFields;
    if (!parts.field.options.length) {
      parts.field.append(new Option('', ''));
      for (const field of studio.fields.values()) parts.field.append(new Option('', field.name));
    }
    for (const option of parts.field.options) {
      const field = studio.fields.get(option.value);
      put(option, 'textContent', field ? `${field.name} · ${say(field.purpose)}` : t('noField'));
    }
    parts.field.value = draft.field ?? '';
    const field = studio.fields.get(draft.field);
    put(parts.fieldHint, 'textContent', field ? say(field.purpose) : t('noFieldHint'));
  }

  showChannel() {
    const { parts, recording } = this, count = recording.data.recording.channels;
    parts.channelBox.hidden = count < 2;
    if (count < 2) return;
    const values = count === 2 ? ['mix', 'left', 'right'] : ['mix', ...Array.from({ length: count }, (_, i) => String(i + 1))];
    if (parts.channel.options.length !== values.length) parts.channel.replaceChildren(...values.map(value => new Option('', value)));
    for (const option of parts.channel.options) {
      put(option, 'textContent', ['mix', 'left', 'right'].includes(option.value) ? t(option.value) : t('channelN', { n: option.value }));
    }
    const chosen = recording.draft.channel;
    parts.channel.value = count === 2 ? { 1: 'left', 2: 'right' }[chosen] ?? chosen : chosen;
  }

  showVerdict() {
    const { parts, recording } = this;
    const verdict = recording.isSlow ? null : recording.verdict;
    const text = recording.data.failure ? t('failed') : verdict ? t(verdict) : t('working');
    parts.verdict.className = `verdict ${verdict ?? 'working'}`;
    icon(parts.verdict, verdict ? badge[verdict] : 'missing');
    put($('span', parts.verdict), 'textContent', text);
  }

  /** Findings, size, level, and what can be done with the prompt. */
  renderJudgement() {
    const { parts, recording } = this, { data, draft } = recording, judgement = recording.judgement;
    this.showVerdict();
    if (!recording.facts) return;
    const shared = studio.sharing(recording);
    const findings = [...judgement?.findings ?? []].sort((a, b) => order[a.severity] - order[b.severity]);
    const isNameBad = Boolean(shared || (judgement && !judgement.name.isLegal));
    if (isNameBad && !findings.length) findings.push({ severity: 'error', rule: 'name', message: texts.nameFirst });
    const act = action => recording.commit(action.edit, 'didFix');
    const shown = JSON.stringify([language, Boolean(judgement), findings]);
    if (this.shownFindings !== shown) {
      // What just came is read out; what is there is not read again with each move.
      const news = findings.filter(f => f.severity !== 'note' && !this.known?.has(f.rule));
      if (this.known && news.length) announce(news.map(f => say(f.message)).join('; '));
      this.known = new Set(findings.map(f => f.rule));
      this.shownFindings = shown;
      const focused = parts.findings.contains(document.activeElement);
      parts.findings.replaceChildren(...findings.map(finding => findingItem(finding, act)));
      if (judgement && !findings.length) {
        const item = make('li', 'finding fit');
        item.append(iconElement('fit-ok'), make('span', 'finding-text', t('allIsWell')));
        parts.findings.append(item);
      }
      if (focused) ($('button', parts.findings) ?? parts.play).focus();
    }

    // The name
    const name = judgement?.name, problem = name?.findings?.[0];
    const hint = shared
      ? { text: t('nameShared', { name: draft.name, other: shared.data.fileName }), suggestion: studio.freeName(draft.name, recording) }
      : problem ? { text: [say(problem.message), name.suggestion ? '' : say(problem.remedy)].filter(Boolean).join(': '), suggestion: name.suggestion }
        : { text: name ? t('nameFit') : '', suggestion: null };
    const key = JSON.stringify([hint, isNameBad]);
    if (this.shownName !== key) {
      this.shownName = key;
      parts.nameHint.replaceChildren(...hint.text ? [iconElement(isNameBad ? 'error' : problem ? 'warning' : 'fit-ok'), make('span', '', hint.text)] : []);
      parts.nameHint.className = `hint ${isNameBad ? 'error' : problem ? 'warning' : 'fit'}`;
      if (hint.suggestion) {
        const button = make('button', 'small', t('takeName', { name: hint.suggestion }));
        button.type = 'button';
        button.onclick = () => { recording.commit({ name: hint.suggestion }, 'didName'); parts.name.focus(); };
        parts.nameHint.append(button);
      }
    }
    parts.name.setAttribute('aria-invalid', isNameBad);

    // Size and level
    const { bytes, sizeLimit, change, speechLevel } = judgement ?? {};
    parts.sizeBar.hidden = !(bytes && sizeLimit);
    if (bytes && sizeLimit) {
      const part = bytes / sizeLimit;
      parts.sizeFill.style.width = `${Math.min(100, Math.max(1.5, part * 100))}%`;
      parts.sizeBar.className = `size-bar ${part > 1 ? 'error' : part > 0.95 ? 'warning' : ''}`;
    }
    const facts = [];
    if (judgement?.duration != null) facts.push(length(judgement.duration));
    if (bytes) facts.push(sizeLimit ? t('bytesOf', { bytes: whole(bytes), limit: whole(sizeLimit) }) : t('bytes', { bytes: whole(bytes) }));
    if (change && Math.abs(change.gain) >= 0.05) {
      facts.push(t('levelChange', { before: decibels(change.before), after: decibels(speechLevel ?? change.before + change.gain), gain: decibels(change.gain, true) }));
    } else if (speechLevel != null) facts.push(t('levelOnly', { after: decibels(speechLevel) }));
    if (change?.limited >= 0.1) facts.push(t('limited', { db: decibels(change.limited) }));
    put(parts.sizeText, 'textContent', facts.join(' · '));

    // What can be done with it
    const usable = recording.hasPrompt() && recording.isSettled();
    const promptName = data.edit.name;
    const isOffered = usable && data.judgement.name.isLegal;
    if (isOffered) {
      parts.download.setAttribute('href', `recordings/${recording.id}/prompt.wav?revision=${data.revision}&download=1`);
      parts.download.setAttribute('download', promptName);
    } else parts.download.removeAttribute('href');
    parts.download.setAttribute('aria-disabled', !isOffered);
    label(parts.download, t('downloadOf', { name: promptName }));
    parts.after.disabled = !recording.hasPrompt();
    parts.save.hidden = studio.readOnly;
    parts.save.disabled = !usable || recording.verdict === 'unfit' || data.isSaved || studio.set?.isEditable === false;
    const over = studio.inSet(promptName);
    put(parts.saveText, 'textContent', over && !data.isSaved ? t('saveOver') : t('save'));
    
    if (data.isSaved !== this.shownSaved || this.shownSaved === undefined || language !== this.shownLanguage) {
      parts.saved.replaceChildren(...data.isSaved ? [iconElement('fit-ok'), make('span', '', t('saved', { name: data.inSet ?? promptName }))] : []);
      this.shownSaved = data.isSaved;
      this.shownLanguage = language;
    }
  }

  showPosition() {
    const { recording, parts } = this;
    if (!this.wave) return;
    if (!recording.hasMoved) recording.position = recording.span().start;
    this.wave.head();
    if (player.isPlaying(recording)) this.wave.follow();
    put(parts.clock, 'value', `${clock(recording.position)} s`);
  }

  showPlaying() {
    const { parts, recording } = this, playing = player.isPlaying(recording);
    parts.play.setAttribute('aria-pressed', playing);
    label(parts.play, t(playing ? 'pauseOf' : 'playOf', { name: recording.data.fileName }));
    icon(parts.play, playing ? 'pause' : 'play');
    this.element.classList.toggle('playing', playing);
  }

  showZoom() {
    if (!this.wave) return;
    $('.zoom-out', this.element).disabled = this.wave.zoom <= 1;
    $('.zoom-in', this.element).disabled = this.wave.zoom >= this.wave.nearest;
  }
}
