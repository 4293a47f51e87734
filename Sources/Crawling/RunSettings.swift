package import Cataloguing
package import Scheduling
package import Web

/// How `fangzhi run` works.
package struct RunSettings: Sendable, Equatable {
  /// When portals are visited, by the clock in China; default 08:00 to 22:00. 0 to 24 means always.
  package var workingHours = WorkingHours()
  /// Where the health file is written; default `health.json` in the archive's folder.
  package var healthFile: String?
  /// Whom change notices are posted to, as JSON; default none.
  package var webhook: CrawlURL?
  /// A program with its arguments that gets each batch of change notices on its standard input; default none.
  package var noticeCommand: [String] = []
  /// Which outcomes are worth a notice; default new, changed, reverted, moved, gone.
  package var noticeOutcomes: [Outcome] = [.new, .changed, .reverted, .moved, .gone]

  package init() {}
}

extension RunSettings {
  mutating func read(_ object: inout SettingsObject) {
    let from = object.int("workingHoursFrom", in: 0...23) ?? workingHours.from
    let until = object.int("workingHoursUntil", in: 1...24) ?? workingHours.until
    if from < until {
      workingHours = WorkingHours(from: from, until: until)
    } else {
      object.report("workingHoursUntil", "must be later than workingHoursFrom (\(from))")
    }
    healthFile = object.string("healthFile") ?? healthFile
    if let text = object.string("webhook") {
      webhook = CrawlURL(text)
      if webhook == nil { object.report("webhook", "must be an http or https address, not \"\(text)\"") }
    }
    noticeCommand = object.strings("noticeCommand") ?? noticeCommand
    guard let names = object.strings("noticeOutcomes") else { return }
    noticeOutcomes = names.compactMap { Outcome(rawValue: $0) }
    for name in names where Outcome(rawValue: name) == nil {
      object.report("noticeOutcomes", "\"\(name)\" is no outcome: see docs/formats.md")
    }
  }

  func write(to object: inout JSONWriter) {
    object.member("workingHoursFrom", workingHours.from)
    object.member("workingHoursUntil", workingHours.until)
    object.key("healthFile")
    if let healthFile { object.string(healthFile) } else { object.null() }
    object.key("webhook")
    if let webhook { object.string(webhook.text) } else { object.null() }
    object.member("noticeCommand", noticeCommand)
    object.member("noticeOutcomes", noticeOutcomes.map(\.rawValue))
  }
}
