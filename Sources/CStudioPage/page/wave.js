// The picture of a recording: its waveform, what of it becomes the prompt, who speaks when, and the
// level. Handles are ranges, so that pointer, touch, keyboard and screen reader move them alike.
import { ask } from './server.js';
import { t, clock, seconds } from './language.js';
import { $, label } from './page.js';

const margin = 14;       // px beside the recording, where a handle stands at its very end
const axis = 17, strip = 34, gap = 5;
const floor = -60, ceiling = -6;  // dBov, the range of the level's strip

const decode = text => text != null ? Int8Array.from(atob(text), letter => letter.charCodeAt(0)) : null;

let colours = null;
function palette() {
  if (colours) return colours;
  const style = getComputedStyle(document.documentElement);
  const of = name => style.getPropertyValue(name).trim();
  colours = {
    wave: of('--wave'), phone: of('--phone'), faint: of('--wave-faint'), speech: of('--speech'),
    out: of('--wave-out'), line: of('--line'), soft: of('--soft'), target: of('--good'), bad: of('--bad'),
    ground: of('--surface'),
  };
  return colours;
}
const waves = new Set();
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  colours = null;
  for (const wave of waves) wave.draw();
});

export class Wave {
  constructor(root, recording) {
    this.root = root;
    this.recording = recording;
    this.scroller = $('.scroller', root);
    this.track = $('.track', root);
    this.canvas = $('canvas', root);
    this.playhead = $('.playhead', root);
    this.zoom = 1;
    this.whole = this.detail = this.prompt = null;
    this.observer = new ResizeObserver(() => { this.place(); this.load(); });
    this.observer.observe(this.scroller);
    this.scroller.onscroll = () => { this.draw(); this.load(); };
    const seek = $('.seek', root);
    seek.onpointerdown = event => {
      if (event.button) return;
      seek.setPointerCapture(event.pointerId);
      const to = moved => this.recording.seek(this.time(moved.clientX));
      seek.onpointermove = to;
      seek.onpointerup = seek.onpointercancel = () => { seek.onpointermove = null; };
      to(event);
    };
    root.addEventListener('wheel', event => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      this.zoomTo(this.zoom * (event.deltaY < 0 ? 1.25 : 0.8), this.time(event.clientX));
    }, { passive: false });
    waves.add(this);
  }

  close() {
    waves.delete(this);
    this.observer.disconnect();
    this.forgetPrompt();
    this.canvas.width = 0;
  }

  get duration() { return this.recording.data.recording.duration; }
  get width() { return Math.max(1, this.scroller.clientWidth * this.zoom - 2 * margin); }
  /** The most that can be zoomed in: a second over the whole width. */
  get nearest() { return Math.max(1, this.duration); }

  time(clientX) {
    const x = clientX - this.scroller.getBoundingClientRect().left + this.scroller.scrollLeft - margin;
    return Math.min(this.duration, Math.max(0, x / this.width * this.duration));
  }

  x(time) { return margin + time / this.duration * this.width - this.scroller.scrollLeft; }

  zoomTo(zoom, around = this.recording.position) {
    const before = this.x(around);
    this.zoom = Math.min(this.nearest, Math.max(1, zoom));
    this.place();
    this.scroller.scrollLeft += this.x(around) - (before > 0 && before < this.scroller.clientWidth ? before : this.scroller.clientWidth / 2);
    this.draw();
    this.load();
    this.recording.card?.showZoom();
  }

  /** Puts what is not drawn where it belongs. */
  place() {
    this.track.style.width = `${this.scroller.clientWidth * this.zoom}px`;
    this.canvas.style.width = `${this.scroller.clientWidth}px`;
    this.head();
    this.draw();
  }

  head() {
    this.playhead.style.transform = `translateX(${margin + this.recording.position / this.duration * this.width}px)`;
  }

  /** Keeps the playhead in view while it plays. */
  follow() {
    if (this.zoom === 1) return;
    const x = this.x(this.recording.position);
    if (x > this.scroller.clientWidth - margin || x < 0) this.scroller.scrollLeft += x - 2 * margin;
  }

  /** The prompt becomes another one: what is asked about it is of no use any more. */
  forgetPrompt() {
    this.asking?.abort();
  }

  /** Fetches what is shown and not there. */
  load() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.fetch(), this.whole ? 80 : 0);
  }

  async fetch() {
    const width = this.scroller.clientWidth;
    if (!width || !this.recording.data.recording) return;
    const columns = Math.min(2000, Math.round(width * Math.min(2, devicePixelRatio)));
    const base = `recordings/${this.recording.id}/`, revision = this.recording.fileTurn;
    try {
      if (!this.whole || this.whole.turn !== revision || !this.whole.isComplete) {
        this.whole = this.read(await ask(`${base}waveform?from=0&to=${this.duration}&columns=${columns}`), revision);
        this.draw();
        if (!this.whole.isComplete) setTimeout(() => this.load(), 300);
      }
      const prompt = this.recording.data.revision;
      if (this.recording.hasPrompt() && this.recording.isSettled() && this.prompt?.turn !== prompt && this.asked !== prompt) {
        const more = Math.min(4000, Math.round(columns * Math.min(this.zoom, 4)));
        const asking = this.asking = new AbortController();
        this.asked = prompt;
        try {
          this.prompt = this.read(await ask(`${base}prompt/waveform?revision=${prompt}&columns=${more}`, { signal: asking.signal }), prompt);
          this.draw();
        } finally { this.asked = null; }
      }
      if (this.zoom > 1.5) {
        const span = width / this.width * this.duration, from = Math.max(0, this.scroller.scrollLeft / this.width * this.duration - span / 2);
        const to = Math.min(this.duration, from + 2 * span);
        const have = this.detail;
        if (!have || have.turn !== revision || have.from > from + span / 3 || have.to < to - span / 3 || have.to - have.from > 3 * span) {
          this.detail = this.read(await ask(`${base}waveform?from=${from.toFixed(4)}&to=${to.toFixed(4)}&columns=${Math.min(4000, columns * 2)}`), revision);
          this.draw();
        }
      }
    } catch { /* asked for again when it is next looked at */ }
  }

  read(answer, turn) {
    return { ...answer, turn, lowest: decode(answer.lowest), highest: decode(answer.highest), levels: decode(answer.levels) };
  }

  draw() {
    if (this.drawing) return;
    this.drawing = requestAnimationFrame(() => { this.drawing = 0; this.paint(); });
  }

  paint() {
    const { canvas, recording } = this, W = canvas.clientWidth, H = canvas.clientHeight;
    if (!W || !recording.data.recording) return;
    const ratio = Math.min(2, devicePixelRatio), c = canvas.getContext('2d'), p = palette();
    if (canvas.width !== Math.round(W * ratio) || canvas.height !== Math.round(H * ratio)) {
      canvas.width = Math.round(W * ratio);
      canvas.height = Math.round(H * ratio);
    }
    c.setTransform(ratio, 0, 0, ratio, 0, 0);
    c.clearRect(0, 0, W, H);
    const phone = recording.heard === 'after' && this.prompt?.turn === recording.data.revision && recording.isSettled();
    const { start, end } = recording.draft, last = end ?? this.duration;
    const cut = recording.isSettled() ? recording.data.judgement?.cut : null;
    const inside = cut ? [cut.start, cut.end] : [start, last];
    const waveH = H - axis - strip - gap, middle = waveH / 2;
    const x = time => this.x(time);

    // What is not taken.
    c.fillStyle = p.out;
    c.fillRect(0, 0, Math.max(0, x(start)), H - axis);
    c.fillRect(x(last), 0, Math.max(0, W - x(last)), H - axis);

    // Who speaks when.
    const speech = phone ? this.prompt.speech : this.whole?.speech;
    c.fillStyle = p.speech;
    for (const [a, b] of speech ?? []) {
      const shift = phone ? cut.start : 0;
      const left = Math.max(x(a + shift), x(start)), right = Math.min(x(b + shift), x(last));
      if (right > left) c.fillRect(left, 0, right - left, waveH);
    }

    // Silence that is cut by itself: hatched, so that it is not told by colour alone.
    c.strokeStyle = p.line;
    c.lineWidth = 1;
    for (const [a, b] of [[start, inside[0]], [inside[1], last]]) {
      const left = x(a), right = x(b);
      if (right - left < 2 || right < 0 || left > W) continue;
      c.save();
      c.beginPath();
      c.rect(left, 0, right - left, waveH);
      c.clip();
      c.fillStyle = p.out;
      c.fillRect(left, 0, right - left, waveH);
      c.beginPath();
      for (let at = Math.max(left, 0) - waveH; at < Math.min(right, W); at += 7) { c.moveTo(at, waveH); c.lineTo(at + waveH, 0); }
      c.stroke();
      const said = t('silenceCut');
      c.font = '11px system-ui, sans-serif';
      if (right - left > c.measureText(said).width + 16) {
        c.textAlign = 'center';
        c.textBaseline = 'middle';
        c.lineWidth = 4;
        c.strokeStyle = p.out;
        c.strokeText(said, (left + right) / 2, 14);
        c.fillStyle = p.soft;
        c.fillText(said, (left + right) / 2, 14);
        c.strokeStyle = p.line;
        c.lineWidth = 1;
      }
      c.restore();
    }

    // The waveform, a column at a time.
    const shapes = this.zoom > 1.5 && this.detail?.turn === recording.fileTurn ? [this.detail, this.whole] : [this.whole];
    const step = 1 / ratio, loud = [];
    const column = (shape, from, to) => {
      const n = shape.lowest.length, scale = shape.columns / (shape.to - shape.from);
      const a = Math.floor((from - shape.from) * scale), b = Math.max(a + 1, Math.ceil((to - shape.from) * scale));
      if (a < 0 || a >= n) return null;
      let low = 127, high = -128;
      for (let i = a; i < Math.min(b, n); i++) { if (shape.lowest[i] < low) low = shape.lowest[i]; if (shape.highest[i] > high) high = shape.highest[i]; }
      return [low / 127, high / 127];
    };
    for (let at = 0; at < W; at += step) {
      const from = (at + this.scroller.scrollLeft - margin) / this.width * this.duration, to = from + step / this.width * this.duration;
      if (from < 0 || from > this.duration) continue;
      const isIn = from >= inside[0] && from <= inside[1];
      let pair = null;
      if (phone && isIn) pair = column(this.prompt, from - cut.start, to - cut.start);
      else for (const shape of shapes) if (shape && !pair) pair = column(shape, from, to);
      if (!pair) continue;
      c.fillStyle = isIn ? (phone ? p.phone : p.wave) : p.faint;
      const top = middle - pair[1] * (middle - 2), bottom = middle - pair[0] * (middle - 2);
      c.fillRect(at, top, step, Math.max(1, bottom - top));
      if (pair[1] >= 0.995 || pair[0] <= -0.995) loud.push(at);
    }
    c.fillStyle = p.bad;
    for (const at of loud) { c.fillRect(at, 0, step, 3); c.fillRect(at, waveH - 3, step, 3); }
    if (!this.whole) { c.fillStyle = p.line; c.fillRect(margin, middle, W - 2 * margin, 1); }

    this.paintLevel(c, p, { W, top: waveH + gap, x, start, last, phone, cut });
    this.paintAxis(c, p, { W, H, x });
    label(canvas, t('waveformOf', { seconds: seconds(this.duration), from: clock(start), to: clock(last) }));
  }

  paintLevel(c, p, { W, top, x, start, last, phone, cut }) {
    const y = level => top + (ceiling - Math.min(ceiling, Math.max(floor, level))) / (ceiling - floor) * strip;
    c.strokeStyle = p.line;
    c.beginPath();
    c.moveTo(0, top - 2.5);
    c.lineTo(W, top - 2.5);
    c.stroke();
    const shape = phone ? this.prompt : this.zoom > 1.5 && this.detail?.levels ? this.detail : this.whole;
    if (shape?.levels) {
      const shift = phone ? cut.start : 0, n = shape.levels.length, span = shape.to - shape.from;
      c.beginPath();
      let begun = false;
      for (let i = 0; i < n; i++) {
        const at = x(shape.from + (i + 0.5) / n * span + shift);
        if (at < -2 || at > W + 2 || at < x(start) - 1 || at > x(last) + 1) continue;
        if (begun) c.lineTo(at, y(shape.levels[i])); else { c.moveTo(at, y(shape.levels[i])); begun = true; }
      }
      c.strokeStyle = phone ? p.phone : p.wave;
      c.lineWidth = 1.25;
      c.stroke();
    }
    if (this.recording.draft.sound === 'untouched') return;
    const target = this.recording.target(), line = y(target);
    c.strokeStyle = p.target;
    c.lineWidth = 1;
    c.setLineDash([5, 3]);
    c.beginPath();
    c.moveTo(0, line);
    c.lineTo(W, line);
    c.stroke();
    c.setLineDash([]);
    c.font = '10px system-ui, sans-serif';
    c.textAlign = 'right';
    c.textBaseline = 'bottom';
    c.lineWidth = 3;
    c.strokeStyle = p.ground;
    const text = `${target} dBov`;
    c.strokeText(text, W - 4, line - 1);
    c.fillStyle = p.target;
    c.fillText(text, W - 4, line - 1);
  }

  paintAxis(c, p, { W, H, x }) {
    const perLabel = 80 / this.width * this.duration;
    const step = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600].find(s => s >= perLabel) ?? 7200;
    const digits = step < 1 ? 1 : 0;
    c.fillStyle = p.soft;
    c.strokeStyle = p.line;
    c.lineWidth = 1;
    c.font = '10px system-ui, sans-serif';
    c.textBaseline = 'bottom';
    const first = Math.max(0, Math.floor((this.scroller.scrollLeft - margin) / this.width * this.duration / step));
    for (let n = first; n * step <= this.duration; n++) {
      const at = x(n * step);
      if (at > W) break;
      c.beginPath();
      c.moveTo(at, H - axis);
      c.lineTo(at, H - axis + 4);
      c.stroke();
      c.textAlign = at < 20 ? 'left' : at > W - 20 ? 'right' : 'center';
      c.fillText(clock(n * step, digits) + (step * n < 60 ? ' s' : ''), at < 20 ? at - 4 : at > W - 20 ? Math.min(W - 1, at + 8) : at, H);
    }
  }
}
