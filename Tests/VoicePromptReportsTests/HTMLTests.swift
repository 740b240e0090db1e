import AudioFiles
import TestSupport
import Testing

@testable import VoicePromptReports

@Suite struct HTMLTests {
  @Test func whatIsPutIntoMarkupIsText() {
    let name = "<script>alert(\"1\" & '2')</script>"
    let html: HTML = "<td title=\"\(name)\">\(name)</td>"
    let escaped = "&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;"
    #expect(html.text == "<td title=\"\(escaped)\">\(escaped)</td>")
  }

  @Test func markupStaysMarkup() {
    let inner: HTML = "<b>\("&")</b>"
    let outer: HTML = "<p>\(inner) \(7)</p>"
    #expect(outer.text == "<p><b>&amp;</b> 7</p>")
  }

  @Test func whatTurnsOrHidesIsShown() {
    let html: HTML = "\("a\u{202E}gpj.exe\0\n")"
    #expect(html.text == "a\\u{202E}gpj.exe\\u{0}\\u{A}")
  }

  @Test func whatHasNoChineseYetIsMarked() {
    let both = Text(english: "level <1>", chinese: "响度 <1>")
    let one = Text(english: "level <1>")
    Language.$reader.withValue(.chinese) {
      #expect(both.html.text == "响度 &lt;1&gt;")
      #expect(one.html.text == "<span lang=\"en\">level &lt;1&gt;</span>")
    }
    #expect(one.html.text == "level &lt;1&gt;")
  }

  @Test func theStyleIsTheOnlyOneThatThePolicyAllows() {
    // printf '%s' SHEET | openssl dgst -sha256 -binary | base64 has 44 characters.
    let hash = HTMLStyle.policy.split(separator: "'sha256-").last?.prefix { $0 != "'" }
    #expect(hash?.count == 44)
    #expect(HTMLStyle.policy.hasPrefix("default-src 'none'; style-src 'sha256-"))
    #expect(!HTMLStyle.policy.contains("unsafe"))
    #expect(!HTMLStyle.sheet.contains("url("))
    #expect(!HTMLStyle.sheet.contains("<"))
  }
}
