// Numbers as messages show them: fixed decimals, grouped digits, no locale.

extension Double {
  /// The value with exactly `places` decimals, rounded half away from zero: `12.30`.
  package func fixed(_ places: Int) -> String {
    guard isFinite, magnitude < 1e15 else { return isNaN ? "nan" : "\(self)" }
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let scaled = Int((magnitude * scale).rounded())
    let sign = self < 0 && scaled > 0 ? "-" : ""
    guard places > 0 else { return sign + String(scaled) }
    let digits = String(scaled)
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    return sign + padded.dropLast(places) + "." + padded.suffix(places)
  }

  /// A duration in seconds as people read it: `4.20 s`, or `1:02:03` from one hour on.
  package var duration: String {
    guard isFinite, self >= 60 else { return "\(fixed(2)) s" }
    guard self < 1e15 else { return "\(self) s" }
    let whole = Int(self)
    let seconds = String(whole % 60)
    let minutes = String(whole / 60 % 60)
    let twoDigits = { (text: String) in text.count < 2 ? "0" + text : text }
    return whole < 3600
      ? "\(minutes):\(twoDigits(seconds)) min"
      : "\(whole / 3600):\(twoDigits(minutes)):\(twoDigits(seconds)) h"
  }
}

extension FixedWidthInteger where Self: UnsignedInteger {
  /// In hexadecimal with zeros before it, in lower case: `00ff`.
  package func hexadecimal(digits: Int, uppercase: Bool = false) -> String {
    let text = String(self, radix: 16, uppercase: uppercase)
    return String(repeating: "0", count: Swift.max(0, digits - text.count)) + text
  }

  /// Four digits as format tags are written: `0x00FF`.
  package var hexadecimal: String { "0x" + hexadecimal(digits: 4, uppercase: true) }
}

extension Int {
  /// The number with a comma before every third digit: `2,000,000`.
  package var grouped: String {
    let digits = Array(String(magnitude))
    var text = self < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return text
  }
}
