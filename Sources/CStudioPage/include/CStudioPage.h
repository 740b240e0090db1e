#ifndef CSTUDIOPAGE_H
#define CSTUDIOPAGE_H

#include <stddef.h>

/// A file of the page.
typedef struct {
  /// As it is requested; the page itself has none.
  const char *_Nonnull name;
  /// What an answer says that it is.
  const char *_Nonnull content_type;
  const unsigned char *_Nonnull bytes;
  size_t count;
} studio_file;

/// The files of the page, one after the other: null behind the last.
const studio_file *_Nullable studio_file_at(size_t index);

#endif
