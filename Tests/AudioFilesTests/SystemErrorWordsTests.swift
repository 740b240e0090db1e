import AudioFiles
import SystemPackage
import Testing

@Suite struct SystemErrorWordsTests {
  @Test func englishIsWhatTheSystemSays() {
    #expect(Errno.noSpace.words.english == Errno.noSpace.description)
  }

  @Test func chineseIsKnownForWorkWithFiles() {
    #expect(Errno.noSpace.words.chinese == "磁盘空间不足")
    #expect(Errno.permissionDenied.words.chinese == "没有权限")
  }

  @Test func othersAreQuoted() {
    #expect(Errno.protocolError.words.chinese == "“\(Errno.protocolError)”")
  }
}
