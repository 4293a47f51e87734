/// The stretch of blocks that holds the body, and which evidence chose it.
struct BodyRegion: Sendable, Hashable {
  var blocks: Range<Int>
  /// `mark:UCAPCONTENT`, `family:TRS_Editor`, `rule:…`, `density`; `document.json` names it.
  let rule: String
}
