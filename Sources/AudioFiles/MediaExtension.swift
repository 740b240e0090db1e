/// File name extensions that say what a file is, in lower case.
package enum MediaExtension {
  /// Those of sound: a folder's files with one of them are taken for recordings.
  package static let audio: Set = [
    "wav", "wave", "bwf", "rf64", "w64", "aif", "aiff", "aifc", "afc", "au", "snd", "caf", "flac",
    "ogg", "oga", "opus", "spx", "mp1", "mp2", "mp3", "mpga", "m4a", "m4b", "aac", "ac3", "amr",
    "awb", "3ga", "wma", "ape", "wv", "mpc", "tta", "dsf", "dff", "gsm", "vox", "voc", "8svx",
    "svx", "iff", "nist", "sph", "sf", "ircam", "paf", "pvf", "xi", "htk", "sds", "avr", "sd2",
    "wve", "sln", "sln16", "g722", "g729", "al", "alaw", "ul", "ulaw", "hcom", "sndt", "ra",
  ]

  /// Those of audio and of video.
  package static let all: Set = audio.union([
    "mp4", "m4v", "mov", "mkv", "webm", "avi", "wmv", "flv", "3gp", "mpg", "mpeg", "ogv", "asf",
    "pcm", "raw",
  ])
}
