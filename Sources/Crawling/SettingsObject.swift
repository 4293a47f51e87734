internal import Web

/// One thing wrong with a settings file, with the place inside it.
package struct SettingsProblem: Sendable, Hashable, CustomStringConvertible {
  /// `$.fetching.maxPageBytes`.
  package let path: String
  package let message: String

  package init(path: String, message: String) {
    self.path = path
    self.message = message
  }

  package var description: String { "\(path): \(message)" }
}

/// A JSON object that is read key by key; unknown keys and wrong values are collected, so that a person sees all at once.
struct SettingsObject {
  let path: String
  private var unread: [String: JSONValue] = [:]
  private(set) var problems: [SettingsProblem] = []

  init(_ value: JSONValue, path: String) {
    self.path = path
    guard case .object(let object) = value else {
      problems = [SettingsProblem(path: path, message: "must be an object")]
      return
    }
    for member in object.members { unread[member.key] = member.value }
  }

  /// The value under that key, taken out; nil when it is absent or null.
  mutating func take(_ key: String) -> JSONValue? {
    let value = unread.removeValue(forKey: key)
    return value == .null ? nil : value
  }

  mutating func report(_ key: String, _ message: String) {
    problems.append(SettingsProblem(path: "\(path).\(key)", message: message))
  }

  mutating func add(_ others: [SettingsProblem]) { problems += others }

  mutating func int(_ key: String, in range: ClosedRange<Int>) -> Int? {
    guard let value = take(key) else { return nil }
    if case .int(let number) = value, range.contains(number) { return number }
    report(key, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
    return nil
  }

  mutating func number(_ key: String, in range: ClosedRange<Double>) -> Double? {
    guard let value = take(key) else { return nil }
    let number: Double? =
      if case .int(let whole) = value { Double(whole) } else if case .double(let part) = value { part } else { nil }
    if let number, range.contains(number) { return number }
    report(key, "must be a number from \(range.lowerBound) to \(range.upperBound)")
    return nil
  }

  mutating func bool(_ key: String) -> Bool? {
    guard let value = take(key) else { return nil }
    if case .bool(let flag) = value { return flag }
    report(key, "must be true or false")
    return nil
  }

  mutating func string(_ key: String) -> String? {
    guard let value = take(key) else { return nil }
    if case .string(let text) = value { return text }
    report(key, "must be a string")
    return nil
  }

  mutating func strings(_ key: String) -> [String]? {
    guard let value = take(key) else { return nil }
    if case .array(let elements) = value {
      let texts = elements.compactMap { if case .string(let text) = $0 { text } else { nil } }
      if texts.count == elements.count { return texts }
    }
    report(key, "must be an array of strings")
    return nil
  }

  mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(_ key: String, _ type: Choice.Type) -> Choice? {
    guard let text = string(key) else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    report(key, "must be one of " + Choice.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", "))
    return nil
  }

  /// The object under that key, read by the closure.
  mutating func object(_ key: String, _ read: (inout SettingsObject) -> Void) {
    guard let value = take(key) else { return }
    var inner = SettingsObject(value, path: "\(path).\(key)")
    read(&inner)
    add(inner.finished())
  }

  /// The objects in the array under that key, each read by the closure.
  mutating func objects<Element>(_ key: String, _ read: (inout SettingsObject) -> Element?) -> [Element]? {
    guard let value = take(key) else { return nil }
    guard case .array(let values) = value else {
      report(key, "must be an array of objects")
      return nil
    }
    return values.enumerated().compactMap { index, value in
      var inner = SettingsObject(value, path: "\(path).\(key)[\(index)]")
      defer { add(inner.finished()) }
      return read(&inner)
    }
  }

  /// All problems, what was never asked for included.
  func finished() -> [SettingsProblem] {
    problems + unread.keys.sorted().map { SettingsProblem(path: "\(path).\($0)", message: "unknown key") }
  }
}

/// A settings file that cannot be used: every problem in it, with file and JSON path.
package struct SettingsError: Error, Sendable, CustomStringConvertible {
  package let file: String
  package let problems: [SettingsProblem]

  package init(file: String, problems: [SettingsProblem]) {
    self.file = file
    self.problems = problems
  }

  package var description: String { problems.map { "\(file): \($0)" }.joined(separator: "\n") }
}
