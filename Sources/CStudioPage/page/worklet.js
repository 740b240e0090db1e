// Hands the microphone's samples to the page, a fiftieth of a second at a time.
registerProcessor('samples', class extends AudioWorkletProcessor {
  constructor() {
    super();
    this.block = new Float32Array(Math.round(sampleRate / 50));
    this.count = 0;
  }

  process([[channel]]) {
    for (const sample of channel ?? []) {
      this.block[this.count++] = sample;
      if (this.count < this.block.length) continue;
      this.port.postMessage(this.block);
      this.block = new Float32Array(this.block.length);
      this.count = 0;
    }
    return true;
  }
});
