/// How the archive keeps what it is given.
package struct ArchiveSettings: Sendable, Equatable {
  /// Bytes at which a WARC file is sealed and the next one begun; default 1 GiB.
  package var maxFileBytes: Int = 1 << 30
  /// Visits after which a group is committed; default 256.
  package var groupVisits: Int = 256
  /// Seconds after which a group is committed; default 1.
  package var groupSeconds: Double = 1
  /// zlib level of WARC members, 1…9; default 1: half the CPU of 6 for a tenth more bytes. What came compressed is
  /// stored as it is.
  package var compressionLevel: Int = 1
  /// How much room must stay free.
  package var floor = DiskFloor()
  /// After how many different days an address that is found gone counts as gone; default 3.
  package var goneConfirmations: Int = 3
  /// Which versions get a folder in `pages/`; default `substantive`.
  package var materialise: Materialisation = .substantive

  package init() {}
}
