import TelephonyAudio
import TestSupport
import Testing
import VoicePrompts

@testable import VoicePromptReports

@Suite struct ShapePicturesTests {
  private func shapes(_ samples: [Float]) -> SignalShapes {
    var shapes = SignalShapes(sampleCount: samples.count, columns: ShapePictures.columns)
    shapes.add(samples)
    return shapes
  }

  @Test func aWaveformIsAColumnAStretch() {
    let picture = ShapePictures.waveform(shapes([0, 1, -1, 0.5]), label: "<a>")
    #expect(
      picture.text == """
        <svg viewBox="0 0 800 120" role="img" aria-label="&lt;a&gt;"><path class="speech" d=""/>\
        <path class="ceiling" d="M0 10H800M0 110H800"/>\
        <path class="wave" d="M1 60V61M201 4V5M401 116V117M601 32V33"/></svg>
        """)
  }

  @Test func speechIsShadedWithinThePicture() {
    let picture = ShapePictures.waveform(shapes(Signal.speech(words: 2, before: 1)), label: "")
    let shades = picture.text.matches(of: #/M(\d+) 0H(\d+)V120H(\d+)z/#)
    #expect(shades.count == 2)
    #expect(shades.allSatisfy { Int($0.1) ?? 900 < Int($0.2) ?? 0 && Int($0.2) ?? 900 <= 800 })
  }

  @Test func silenceHasAPicture() {
    let silence = shapes([Float](repeating: 0, count: 8000))
    #expect(ShapePictures.waveform(silence, label: "").text.contains("M1 60V61"))
    #expect(ShapePictures.level(silence, target: -22, label: "").text.contains("M1 100L17 100"))
    #expect(ShapePictures.spectrum(silence, label: "").text.contains("M0 100L6 100"))
    let nothing = shapes([])
    #expect(ShapePictures.waveform(nothing, label: "").text.contains("class=\"wave\" d=\"\""))
    #expect(ShapePictures.level(nothing, target: -22, label: "").text.contains("d=\"\""))
  }

  /// 250 s, which is the longest prompt.
  @Test func thePicturesOfTheLongestPromptAreSmall() {
    let shapes = shapes((0..<350).flatMap { _ in Signal.speech(words: 1, before: 0.3) })
    let size = [
      ShapePictures.waveform(shapes, label: ""),
      ShapePictures.level(shapes, target: -22, label: ""),
      ShapePictures.spectrum(shapes, label: ""),
    ].reduce(0) { $0 + $1.text.utf8.count }
    #expect(size < 17_000)
  }

  @Test func whatLiesOutsideTheBandHasAnotherForm() {
    let picture = ShapePictures.sorted([-31, -22, -90], PromptAdvice(), label: "").text
    #expect(picture.matches(of: #/a3 3 0 1 0 6 0/#).count == 1)
    #expect(picture.matches(of: #/l6 6l-6 6l-6-6z/#).count == 2)
  }
}
