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

static const studio_file files[] = {
  {"", HTML, index_html, sizeof index_html},
};

const studio_file *studio_file_at(size_t index) {
  return index < sizeof files / sizeof *files ? &files[index] : NULL;
}
