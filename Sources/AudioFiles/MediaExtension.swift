/// File name extensions that say what a file is, in lower case.
package enum MediaExtension {
  /// Those of sound.
  package static let audio: Set = [
    "wav", "wav16", "wave", "bwf", "rf64", "w64", "aif", "aiff", "aifc", "afc", "au", "snd", "caf",
    "flac",
    "ogg", "oga", "opus", "spx", "mp1", "mp2", "mp3", "mpga", "m4a", "m4b", "aac", "ac3", "amr",
    "awb", "amr-nb", "amr-wb", "3ga", "mka", "wma", "ape", "wv", "mpc", "tta", "dsf", "dff", "gsm",
    "vox", "voc", "8svx",
    "svx", "iff", "nist", "sph", "sf", "ircam", "paf", "pvf", "xi", "htk", "sds", "avr", "sd2",
    "wve", "sln", "sln16", "sln32", "sln48", "g722", "g729", "al", "alaw", "ul", "ulaw", "mulaw",
    "hcom", "sndt", "ra",
    "silk", "slk",
  ]

  /// Those of recordings: a folder's files with one of them are taken, and where they cannot be
  /// decoded it is said why.
  package static let recordings: Set = audio.union([
    "mp4", "m4v", "mov", "mkv", "webm", "avi", "wmv", "flv", "3gp", "3g2", "mpg", "mpeg", "ogv",
    "asf",
  ])

  /// Those and some that are also used for other things.
  package static let all: Set = recordings.union(["pcm", "raw"])
}
