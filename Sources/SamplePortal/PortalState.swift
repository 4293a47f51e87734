/// What the portal shows: as a first visit finds it, or as a second one does some weeks later.
enum PortalState: String, Sendable {
  /// The folder `Site/first`.
  case first
  /// The folder `Site/second` laid over `Site/first`.
  case second
}
