// The page begins here.
import { ask, lost, onRecovery, words, Problem } from './server.js';
import { t, startLanguage } from './language.js';
import { $, $$, toast } from './page.js';
import { studio } from './studio.js';
import { chooseFiles, addFiles } from './uploads.js';
import './list.js';
import './set.js';
import './keys.js';
import './microphone.js';

for (const button of $$('button.choose')) button.onclick = () => chooseFiles(true, addFiles);

addEventListener('beforeunload', event => {
  if (studio.unsaved().length && !document.body.classList.contains('offline')) event.preventDefault();
});

onRecovery(state => {
  studio.fill(state);
  for (const recording of studio.recordings.values()) recording.card?.render();
  toast(t('back'), { kind: 'fit' });
});

try {
  const state = await ask('state');
  startLanguage(state.language);
  studio.fill(state);
  $('.version').textContent = t('version', { version: studio.version });
} catch (error) {
  startLanguage(null);
  if (error instanceof Problem) toast(words(error), { kind: 'error', seconds: 60 }); else lost();
}
document.body.classList.remove('loading');
document.body.dataset.ready = 'yes';
