import AudioFiles
import TestSupport
import Testing
import VoicePrompts

@Suite struct RecordingReportTests {
  private let folder = TemporaryFolder()

  @Test func levelsAreRelativeToFullScale() throws {
    let tone = Signal.sine(1000, rate: 8000, frames: 8000)
    let path = try folder.write(SoundFixture.wav(float: tone, rate: 8000), to: "tone.wav")
    let report = try RecordingReport(path)
    #expect(abs(report.peakDecibels - -6.02) < 0.01)
    #expect(abs(report.rmsDecibels - -9.03) < 0.01)
    #expect(report.duration == 1)
    #expect(report.forecast.size.bytes == 8058)
    #expect(report.format.summary.english == "WAV 32-bit float, 8000 Hz, mono")
  }

  @Test func silenceHasNoLevel() throws {
    let path = try folder.write(SoundFixture.wav([0, 0]), to: "silence.wav")
    let report = try RecordingReport(path)
    #expect(report.peakDecibels == -.infinity)
    #expect(report.rmsDecibels == -.infinity)
  }
}
