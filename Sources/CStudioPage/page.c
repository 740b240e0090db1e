#include "CStudioPage.h"

// The page is part of the program, so that there is nothing to install beside it or to get lost.
#pragma clang diagnostic ignored "-Wc23-extensions"

#define HTML "text/html; charset=utf-8"
#define CSS "text/css; charset=utf-8"
#define JS "text/javascript; charset=utf-8"

// A file has two lines: its bytes here, its name and type in the table below.
static const unsigned char index_html[] = {
#embed "page/index.html"
};
static const unsigned char app_css[] = {
#embed "page/app.css"
};
static const unsigned char card_js[] = {
#embed "page/card.js"
};
static const unsigned char history_js[] = {
#embed "page/history.js"
};
static const unsigned char keys_js[] = {
#embed "page/keys.js"
};
static const unsigned char language_js[] = {
#embed "page/language.js"
};
static const unsigned char list_js[] = {
#embed "page/list.js"
};
static const unsigned char main_js[] = {
#embed "page/main.js"
};
static const unsigned char microphone_js[] = {
#embed "page/microphone.js"
};
static const unsigned char page_js[] = {
#embed "page/page.js"
};
static const unsigned char player_js[] = {
#embed "page/player.js"
};
static const unsigned char recording_js[] = {
#embed "page/recording.js"
};
static const unsigned char server_js[] = {
#embed "page/server.js"
};
static const unsigned char set_js[] = {
#embed "page/set.js"
};
static const unsigned char studio_js[] = {
#embed "page/studio.js"
};
static const unsigned char texts_js[] = {
#embed "page/texts.js"
};
static const unsigned char uploads_js[] = {
#embed "page/uploads.js"
};
static const unsigned char wave_js[] = {
#embed "page/wave.js"
};
static const unsigned char worklet_js[] = {
#embed "page/worklet.js"
};

static const studio_file files[] = {
  {"", HTML, index_html, sizeof index_html},
  {"app.css", CSS, app_css, sizeof app_css},
  {"card.js", JS, card_js, sizeof card_js},
  {"history.js", JS, history_js, sizeof history_js},
  {"keys.js", JS, keys_js, sizeof keys_js},
  {"language.js", JS, language_js, sizeof language_js},
  {"list.js", JS, list_js, sizeof list_js},
  {"main.js", JS, main_js, sizeof main_js},
  {"microphone.js", JS, microphone_js, sizeof microphone_js},
  {"page.js", JS, page_js, sizeof page_js},
  {"player.js", JS, player_js, sizeof player_js},
  {"recording.js", JS, recording_js, sizeof recording_js},
  {"server.js", JS, server_js, sizeof server_js},
  {"set.js", JS, set_js, sizeof set_js},
  {"studio.js", JS, studio_js, sizeof studio_js},
  {"texts.js", JS, texts_js, sizeof texts_js},
  {"uploads.js", JS, uploads_js, sizeof uploads_js},
  {"wave.js", JS, wave_js, sizeof wave_js},
  {"worklet.js", JS, worklet_js, sizeof worklet_js},
};

const studio_file *studio_file_at(size_t index) {
  return index < sizeof files / sizeof *files ? &files[index] : NULL;
}
