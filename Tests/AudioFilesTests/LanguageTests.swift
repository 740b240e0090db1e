import AudioFiles
import Testing

@Suite struct LanguageTests {
  @Test(
    arguments: [
      ([:], .english),
      (["LANG": "zh_CN.UTF-8"], .chinese),
      (["LANG": "zh"], .chinese),
      (["LANG": "en_US.UTF-8"], .english),
      (["LANG": "C"], .english),
      (["LC_MESSAGES": "zh_CN", "LANG": "en_US.UTF-8"], .chinese),
      (["LC_ALL": "C", "LC_MESSAGES": "zh_CN", "LANG": "zh_CN"], .english),
      (["LC_ALL": "", "LC_MESSAGES": "", "LANG": "zh_CN"], .chinese),
      (["VOICEPROMPT_LANG": "en", "LC_ALL": "zh_CN", "LANG": "zh_CN"], .english),
      (["VOICEPROMPT_LANG": "zh", "LC_ALL": "C"], .chinese),
      (["VOICEPROMPT_LANG": "", "LANG": "zh_TW"], .chinese),
      (["LC_CTYPE": "zh_CN", "LANGUAGE": "zh_CN"], .english),
    ] as [([String: String], Language)])
  func theFirstVariableThatIsSetDecides(_ environment: [String: String], _ language: Language) {
    #expect(Language { environment[$0] } == language)
  }
}
