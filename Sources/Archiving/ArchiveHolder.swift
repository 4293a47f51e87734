private import Foundation
private import Glibc

/// The process that writes to an archive, as the lock names it.
package struct ArchiveHolder: Sendable, Hashable, CustomStringConvertible {
  package let process: Int32
  /// The command's name: `crawl`.
  package let command: String

  /// What the lock file says; nil when nobody ever had it.
  ///
  /// The file is not emptied when the lock is given back: ask `isAlive`.
  package init?(of layout: ArchiveLayout) {
    guard let text = try? String(contentsOf: layout.lock, encoding: .utf8) else { return nil }
    self.init(text)
  }

  init?(_ text: String) {
    let words = text.split(separator: " ")
    guard words.count == 3, words[0] == "process", let process = Int32(words[1]) else { return nil }
    self.process = process
    command = String(words[2].dropFirst().dropLast())
  }

  init(process: Int32, command: String) {
    self.process = process
    self.command = command
  }

  /// `process 4711 (crawl)`
  package var description: String { "process \(process) (\(command))" }

  /// Whether the process is still there.
  package var isAlive: Bool { kill(process, 0) == 0 || errno == EPERM }
}
