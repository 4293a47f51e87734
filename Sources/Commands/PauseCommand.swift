internal import Archiving
internal import ArgumentParser
internal import Cataloguing
internal import Foundation
internal import Scheduling

/// `fangzhi pause PORTAL`
struct PauseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pause", abstract: "Ask for nothing of a portal until it is resumed; a crawl under way obeys.")

  @Argument(help: "The portal's id.")
  var portal: String

  @OptionGroup var global: GlobalOptions

  func run() async throws { try global.request(.pause, portal) }
}

/// `fangzhi resume PORTAL`
struct ResumeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "resume", abstract: "End a portal's pause.")

  @Argument(help: "The portal's id.")
  var portal: String

  @OptionGroup var global: GlobalOptions

  func run() async throws { try global.request(.resume, portal) }
}

/// `fangzhi delay PORTAL [SECONDS]`
struct DelayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delay", abstract: "Set the seconds between two requests to a portal's hosts; a crawl under way obeys."
  )

  @Argument(help: "The portal's id.")
  var portal: String

  @Argument(help: "At least 1; left out, the portal's own delay holds again.")
  var seconds: Double?

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if let seconds, !(1...3_600).contains(seconds) { throw ValidationError("The delay must be 1 to 3600 seconds.") }
  }

  func run() async throws { try global.request(.delay, portal, seconds) }
}

extension GlobalOptions {
  /// Writes a wish into the archive's catalogue: no lock is needed for that, a crawl reads it within a second or two.
  fileprivate func request(_ verb: StandingRequest.Verb, _ portal: String, _ value: Double? = nil) throws {
    _ = try holdings()
    let layout = try layout(settings())
    let catalogue = try Catalogue(path: layout.catalogue.path, access: .asking)
    try catalogue.add(verb, target: portal, value: value, at: millisecondClock().milliseconds)
    try catalogue.close()
  }
}
