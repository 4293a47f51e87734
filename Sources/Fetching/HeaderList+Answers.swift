internal import Web

extension HeaderList {
  /// Seconds that Retry-After asks to wait (RFC 9110 §10.2.3): its number, or its date less the answer's own Date, so
  /// that a server with a wrong clock is understood. 0 for the past, nil for nothing readable.
  func retryAfterSeconds(received: Timestamp) -> Int? {
    guard let value = self["Retry-After"], !value.isEmpty else { return nil }
    if value.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return Int(value) ?? .max }
    guard let date = Timestamp(httpDate: value) else { return nil }
    let answered = self["Date"].flatMap { Timestamp(httpDate: $0) } ?? received
    return Int(max(0, date.seconds - answered.seconds))
  }
}
