// A recording and how its prompt is made: what the server knows, and what is being changed. Its
// card, where one is in view, shows it.
import { ask, Problem, words } from './server.js';
import { pause, toast } from './page.js';
import { t } from './language.js';
import { did } from './history.js';
import * as player from './player.js';
import { studio } from './studio.js';

const same = (a, b) => Object.keys({ ...a, ...b }).every(key => (a[key] ?? null) === (b[key] ?? null));

export class Recording {
  constructor(data, file, place) {
    this.data = data;
    this.place = place;
    this.draft = { ...data.edit };
    this.side = 'after';
    this.position = data.edit.start;
    this.lastHandle = 'start';
    this.fileTurn = 0;
    this.file = file;       // what was uploaded here, so that a replacement can be taken back
    this.taken = null;      // the revision that was downloaded
    this.judged = null;     // the judgement while a handle moves
    this.removed = false;
    this.card = null;
  }

  get id() { return this.data.id; }
  get name() { return this.draft.name; }
  /** What it is; null where it cannot be read, or while it is not known how long it is. */
  get facts() { return !this.data.failure && this.data.recording?.duration != null ? this.data.recording : null; }
  get profile() { return studio.profiles.get(this.draft.profile); }
  get judgement() { return this.judged ?? this.data.judgement; }
  isSettled() { return !this.busy && same(this.draft, this.data.edit); }
  /** What is listened to: the recording, where there is no prompt. */
  get heard() { return this.side === 'after' && !this.hasPrompt() && !this.busy ? 'before' : this.side; }
  hasPrompt() { return Boolean(this.data.judgement?.sha256); }
  target() { return this.draft.level ?? studio.levels.usual; }

  /** ready, to look at, not usable, or null while it is being judged. */
  get verdict() {
    if (this.data.failure) return 'unfit';
    if (!this.data.judgement) return null;
    const given = this.data.judgement.verdict;
    return given !== 'unfit' && studio.sharing(this) ? 'unfit' : given;
  }

  /** Whether closing the page would leave something behind. */
  isUnsaved() {
    return !this.removed && this.hasPrompt() && !this.data.isSaved && this.taken !== this.data.revision;
  }

  /** What of the recording is heard as the prompt. */
  span() {
    const cut = this.isSettled() ? this.data.judgement?.cut : null;
    return cut ?? { start: this.draft.start, end: this.draft.end ?? this.data.recording?.duration ?? 0 };
  }

  // MARK: Listening

  at(position) {
    this.position = position;
    this.hasMoved = true;
    this.card?.showPosition();
  }

  seek(position) {
    this.at(position);
    player.moved(this);
  }

  listen(side) {
    if (this.heard === side) return;
    this.side = side;
    player.moved(this);
    this.card?.render();
  }

  playingChanged() { this.card?.showPlaying(); }

  // MARK: Changing

  /** While something moves: shown at once, judged as soon as the server has time. */
  change(part) {
    Object.assign(this.draft, part);
    this.card?.renderMoving();
    this.judge();
  }

  async judge() {
    this.again = true;
    if (this.judging || !this.data.judgement) return;
    this.judging = true;
    while (this.again) {
      this.again = false;
      try {
        const judged = await ask(`recordings/${this.id}/judge`, { method: 'POST', json: this.draft });
        if (!this.isSettled() && !this.busy) { this.judged = judged; this.card?.renderJudgement(); }
      } catch { /* the full judgement will tell */ }
      await pause(40);
    }
    this.judging = false;
  }

  /** What is decided: kept by the server, judged in full, and undone with Ctrl-Z. */
  async commit(part, what) {
    const before = { ...this.data.edit }, after = { ...this.draft, ...part };
    this.draft = after;
    if (same(before, after)) { this.judged = null; this.card?.render(); return; }
    did(() => t(what, { name: this.data.fileName }), () => this.write(before), () => this.write(after));
    await this.write(after);
  }

  async write(edit) {
    const earlier = this.writing, writing = this.writing = new AbortController();
    earlier?.abort();
    this.draft = { ...edit };
    this.busy = true;
    this.card?.wave?.forgetPrompt();
    // What is done at once is not announced as work.
    setTimeout(() => { if (writing === this.writing) { this.isSlow = true; this.card?.showVerdict(); } }, 250);
    this.card?.render();
    // The one that is given up is gone before this one makes the server refuse it.
    if (earlier) await pause(20);
    if (writing !== this.writing) return;
    try {
      this.take(await ask(`recordings/${this.id}/edit`, { method: 'PUT', json: edit, signal: writing.signal }), writing);
    } catch (error) {
      if (writing !== this.writing || error.name === 'AbortError') return;
      if (error instanceof Problem && error.status !== 409) {
        toast(words(error), { kind: 'error' });
        this.draft = { ...this.data.edit };
      }
    } finally {
      if (writing === this.writing) {
        this.busy = this.isSlow = false;
        this.writing = null;
        this.judged = null;
        player.revised(this);
        this.card?.render();
        studio.changed();
      }
    }
  }

  /** Takes what the server says of it. */
  take(data, writing = this.writing) {
    if (writing !== this.writing) return;
    const isNewer = data.revision !== this.data.revision;
    this.data = data;
    this.draft = { ...data.edit };
    this.judged = null;
    if (isNewer && !this.busy) player.revised(this);
  }

  /** Another file, for which name and field stay. */
  replaceBy(data, file) {
    player.forget(this);
    this.data = data;
    this.draft = { ...data.edit };
    this.position = data.edit.start;
    this.hasMoved = false;
    this.fileTurn += 1;
    this.file = file;
    this.judged = null;
    this.card?.rebuild();
    studio.changed();
  }
}
