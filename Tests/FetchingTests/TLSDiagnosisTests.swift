import Testing

@testable import Fetching

@Suite("What a TLS failure advises")
struct TLSDiagnosisTests {
  @Test("OpenSSL's words lead to the portal's setting", arguments: table("tls-messages.tsv"))
  func advice(_ row: [String]) {
    let diagnosis = TLSDiagnosis(text: row[0], verifyResult: Int(row[1])!, policy: TLSPolicy())
    #expect(diagnosis.reason == row[2])
    #expect(row[3] == "-" ? diagnosis.hint == nil : diagnosis.hint?.contains(row[3]) == true)
  }

  @Test("A setting that is on already is not advised again")
  func alreadyOn() {
    var policy = TLSPolicy()
    policy.securityLevel = 0
    #expect(
      TLSDiagnosis(text: "error:0A00018A:SSL routines::dh key too small", verifyResult: 0, policy: policy).hint == nil)
  }
}
