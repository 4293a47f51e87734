/// What a conversion may cost. A tool that wants more is stopped, and the document says so.
package struct ConversionLimits: Sendable, Hashable {
  /// Wall time of one tool, in seconds; then its whole process group is killed.
  package var seconds = 30
  /// Address space of each process, in bytes (RLIMIT_AS).
  package var memoryBytes = 1 << 30
  /// Output kept of one tool, in bytes; the rest is cut off and reported.
  package var outputBytes = 32 << 20

  package init() {}
}
