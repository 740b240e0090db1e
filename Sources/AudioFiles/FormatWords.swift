/// Names of formats, of which only some hold words.
package enum FormatWords {
  /// A name for readers of English and of Chinese.
  static func text(_ name: String) -> Text { Text(english: name, chinese: chinese(name)) }

  /// The same in Chinese.
  package static func chinese(_ name: String) -> String {
    guard name.hasPrefix(headerless) else { return words[name] ?? name }
    return "无文件头的 " + chinese(String(name.dropFirst(headerless.count)))
  }

  private static let headerless = "headerless "

  private static let words = [
    "32-bit float": "32 位浮点", "64-bit float": "64 位浮点",
    "8-bit DPCM": "8 位 DPCM", "16-bit DPCM": "16 位 DPCM",
    "8-bit PCM": "8 位 PCM", "16-bit PCM": "16 位 PCM",
    "24-bit PCM": "24 位 PCM", "32-bit PCM": "32 位 PCM",
    "unknown container": "未知容器", "unknown encoding": "未知编码",
    "headerless": "无文件头",
    "AVI video": "AVI 视频", "Flash video": "Flash 视频", "MPEG video": "MPEG 视频",
    "Ogg Theora video": "Ogg Theora 视频", "M4B audio book": "M4B 有声书",
    "M4A (AAC or ALAC)": "M4A（AAC 或 ALAC）", "3GP (AMR or AAC)": "3GP（AMR 或 AAC）",
    "WMA or WMV": "WMA 或 WMV", "Matroska or WebM": "Matroska 或 WebM",
    "MP3 whose length header is missing or wrong": "长度信息缺失或有误的 MP3",
    "FLAC without its header": "缺少文件头的 FLAC", "SILK of a chat": "聊天软件的 SILK",
  ]
}
