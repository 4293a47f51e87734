@testable import Archiving

/// Every outcome, an article in several pages, and a page with a file, on two hosts.
let exported = Task { () async throws -> Ground in
  let ground = try await Ground.full()
  let archive = try await ground.open()
  for number in [0, 1] { try await ground.visit(SeveralPages.path(number), SeveralPages.page(number), in: archive) }
  let linked = Pages.article(
    "云溪区园林所年度用工公告", ["园林所今年招用临时养护工六名，报名表见附件，报名截止到本月最后一个工作日。<a href=\"/file.zip\">附件：报名表</a>"])
  try await ground.visit("/linked.html", .page(linked), in: archive)
  try await ground.visit("http://www.other.gov.cn/a.html", .page(Pages.notice), in: archive)
  try await archive.seal()
  // An open file beside the sealed one.
  try await ground.visit("/a.html", .page(Pages.notice), in: archive)
  try await ground.visit("/late.html", .page(Pages.article("迟到的公告", ["另行公布的事项以区政府网站为准，逾期不再受理。"])), in: archive)
  try await archive.close()
  return ground
}
