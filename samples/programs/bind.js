// Hides two numbers behind a third: private number, AXB and AXYB bindings.
const tones = {
  callerHintTone: 'caller_hint.wav',
  calleeHintTone: 'callee_hint.wav',
};

export async function bindAXB(post, relationNum, callerNum, calleeNum) {
  return post('/rest/caas/relationnumber/partners/v1.0', {
    relationNum, callerNum, calleeNum,
    recordFlag: 'true',
    recordHintTone: 'record_hint.wav',
    preVoice: tones,
  });
}

export async function bindAXYB(post, a, b) {
  const path = '/rest/omp/xyrelationnumber/v1.0';
  const ax = await post(path, { origNum: a, areaCode: '0755', preVoiceX: 'x_hint_tone.wav' });
  return post(path, {
    subscriptionId: ax.subscriptionId, origNum: b, preVoiceY: "y_hint_tone.wav" });
}
