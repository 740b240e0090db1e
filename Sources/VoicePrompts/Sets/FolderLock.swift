internal import AudioFiles
internal import SystemPackage

/// Keeps others from building in a folder at the same time; gone with the process that holds it.
struct FolderLock: ~Copyable {
  private let descriptor: FileDescriptor

  /// Waits until nobody else holds the folder. Where the file system has no locks, nobody waits:
  /// files still appear whole or not at all.
  ///
  /// - Parameters:
  ///   - whileWaiting: called once where somebody else holds it.
  ///   - isCancelled: ends the waiting.
  /// - Throws: ``PromptError`` where the folder cannot be opened or the waiting was ended.
  init(
    _ folder: String, _ sharing: FileSystem.Sharing, whileWaiting: () -> Void,
    isCancelled: () -> Bool
  ) async throws(PromptError) {
    let descriptor: FileDescriptor
    do {
      descriptor = try FileSystem.open(folder)
    } catch {
      throw PromptError(AudioFileError(folder, AudioFileError.Reason(error)))
    }
    var hasWaited = false
    while (try? FileSystem.tryLock(descriptor, sharing)) == false {
      if !hasWaited { whileWaiting() }
      hasWaited = true
      if !isCancelled() { try? await Task.sleep(for: .milliseconds(50)) }
      if isCancelled() {
        FileSystem.close(descriptor)
        throw PromptError(folder, .interrupted)
      }
    }
    self.descriptor = descriptor
  }

  deinit {
    FileSystem.close(descriptor)
  }
}
