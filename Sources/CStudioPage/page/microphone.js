// Recording by microphone, as it comes: no codec, no echo cancellation, no automatic gain.
import { t, decibels } from './language.js';
import { $, open, put, toast } from './page.js';
import { addFiles } from './uploads.js';

const dialog = $('#recorder');
let count = 0;

/** 16-bit WAV of one channel. */
function wav(blocks, rate) {
  const length = blocks.reduce((sum, block) => sum + block.length, 0);
  const view = new DataView(new ArrayBuffer(44 + 2 * length));
  const word = (at, text) => [...text].forEach((letter, index) => view.setUint8(at + index, letter.charCodeAt(0)));
  word(0, 'RIFF');
  view.setUint32(4, 36 + 2 * length, true);
  word(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, 2 * rate, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  word(36, 'data');
  view.setUint32(40, 2 * length, true);
  let at = 44;
  for (const block of blocks) for (const sample of block) {
    view.setInt16(at, Math.max(-32768, Math.min(32767, Math.round(sample * 32768))), true);
    at += 2;
  }
  return view.buffer;
}

async function record() {
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      audio: { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: false },
    });
  } catch (error) {
    toast(t(error.name === 'NotFoundError' ? 'micNone' : 'micRefused'), { kind: 'error', seconds: 12 });
    return;
  }
  const context = new AudioContext(), blocks = [];
  let length = 0, held = 0, loudest = 0, heard = 0;
  const meter = $('.recorder-level i', dialog), peak = $('.recorder-level b', dialog), hint = $('.recorder-hint', dialog);
  hint.textContent = '';
  const hear = ({ data }) => {
    blocks.push(data);
    length += data.length;
    let top = 0;
    for (const sample of data) top = Math.max(top, Math.abs(sample));
    held = Math.max(top, held * 0.93);
    loudest = Math.max(top, loudest * 0.998);
    const part = level => Math.max(0, Math.min(1, 1 + 20 * Math.log10(Math.max(level, 1e-4)) / 60));
    meter.style.width = `${part(held) * 100}%`;
    peak.style.left = `${part(loudest) * 100}%`;
    const seconds = length / context.sampleRate;
    $('.recorder-time', dialog).textContent = `${Math.floor(seconds / 60)}:${(seconds % 60).toFixed(1).padStart(4, '0')}`;
    if (seconds - heard < 1) return;
    heard = seconds;
    put(hint, 'textContent', t(loudest > 0.98 ? 'micTooLoud' : loudest < 0.05 ? 'micSoft' : 'micGood'));
    meter.parentElement.title = `${decibels(20 * Math.log10(Math.max(loudest, 1e-5)))} dB`;
  };
  let kept = false;
  try {
    await context.audioWorklet.addModule('worklet.js');
    const node = new AudioWorkletNode(context, 'samples', { numberOfOutputs: 0, channelCount: 1, channelCountMode: 'explicit' });
    node.port.onmessage = hear;
    context.createMediaStreamSource(stream).connect(node);
    kept = await open(dialog);
    node.port.onmessage = null;
  } catch (error) {
    toast(t('unexpected', { message: error.message }), { kind: 'error' });
  }
  for (const track of stream.getTracks()) track.stop();
  const rate = context.sampleRate;
  await context.close();
  if (!kept || !length) return;
  count += 1;
  addFiles([new File([wav(blocks, rate)], `${t('micName', { n: count })}.wav`, { type: 'audio/wav' })]);
}

for (const button of document.querySelectorAll('button.record')) button.onclick = record;
