/// One step of a ``SignalChain`` on the mono signal at the output's rate, full scale 1.0.
///
/// A stage knows neither the other stages nor decoder or file. The signal comes in blocks, and
/// what becomes of it must not depend on how it is cut into them. A stage that must hear the whole
/// signal before it changes any of it gets it twice or more often: to measure, until it knows
/// enough, and then to change.
///
/// ```swift
/// final class Inversion: SignalStage {
///   func process(_ block: inout [Float]) { block = block.map { -$0 } }
/// }
/// ```
///
/// It is a class, so that whoever made it can ask it afterwards what it found and did. It serves
/// one signal.
public protocol SignalStage: AnyObject {
  /// Whether the stage measures the whole signal before it changes any of it; `false` where it
  /// does not say.
  var needsWholeSignal: Bool { get }

  /// Whether fewer samples may come out than went in; `false` where it does not say.
  var canShorten: Bool { get }

  /// Listens to the next block of the signal, where ``needsWholeSignal``.
  func measure(_ block: [Float])

  /// The signal has ended, and the stage has heard all of it once more.
  ///
  /// - Returns: `true` where the stage knows enough to change the signal, as it does where it does
  ///   not say; `false` to hear the same signal again from its start.
  func finishMeasuring() -> Bool

  /// Changes the next block of the signal, which may be empty.
  ///
  /// A stage that looks ahead takes samples out of the block and puts them into a later one. At
  /// no time may more samples have come out than went in.
  func process(_ block: inout [Float])

  /// Appends the samples that the stage still holds back: the signal ends here.
  func finish(into block: inout [Float])
}

extension SignalStage {
  public var needsWholeSignal: Bool { false }
  public var canShorten: Bool { false }
  public func measure(_ block: [Float]) {}
  public func finishMeasuring() -> Bool { true }
  public func finish(into block: inout [Float]) {}
}
