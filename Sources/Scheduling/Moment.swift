package import Web

/// A moment in whole milliseconds, UTC: what delays, rests and due times are counted in.
package struct Moment: Hashable, Comparable, Sendable {
  /// Milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
  package let milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }
  package init(_ timestamp: Timestamp) { milliseconds = timestamp.seconds * 1_000 }

  /// The second the moment lies in.
  package var timestamp: Timestamp {
    Timestamp(seconds: milliseconds >= 0 ? milliseconds / 1_000 : (milliseconds - 999) / 1_000)
  }

  package static func < (left: Moment, right: Moment) -> Bool { left.milliseconds < right.milliseconds }
  package static func + (moment: Moment, span: Milliseconds) -> Moment {
    Moment(milliseconds: moment.milliseconds + span)
  }
  /// Milliseconds from the right moment to the left one.
  package static func - (left: Moment, right: Moment) -> Milliseconds { left.milliseconds - right.milliseconds }
}

/// A span of time in milliseconds.
package typealias Milliseconds = Int64

extension Milliseconds {
  package static func seconds(_ count: Int64) -> Milliseconds { count * 1_000 }
  package static func minutes(_ count: Int64) -> Milliseconds { count * 60_000 }
  package static func hours(_ count: Int64) -> Milliseconds { count * 3_600_000 }
  package static func days(_ count: Int64) -> Milliseconds { count * 86_400_000 }
}

extension Moment: Codable {
  package init(from decoder: any Decoder) throws {
    self.init(milliseconds: try decoder.singleValueContainer().decode(Int64.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(milliseconds)
  }
}
