public import AudioFiles
public import VoicePrompts

/// Where reports are written to, line by line: a terminal, a log, a page.
public protocol ReportStream {
  /// A line of results for people. What would move a cursor in it is shown as an escape.
  func result(_ line: String)

  /// A line of results with a severity's name between its two parts, in color where there is some.
  func result(_ line: String, _ severity: Severity, _ rest: String)

  /// A line of a document that other programs read: as it is.
  func document(_ line: String)

  /// A line beside the results.
  func message(_ text: Text)

  /// A message beside the results about a finding or failure of this severity.
  func message(_ severity: Severity, _ text: Text)

  /// A text in Markdown for those who look at a run as a whole; nowhere where nobody does.
  func summary(_ markdown: String)
}

extension ReportStream {
  /// A message about something to look at.
  public func warning(_ text: Text) { message(.warning, text) }

  /// A message about something that failed.
  public func error(_ text: Text) { message(.error, text) }
}
