import Testing

@testable import Fetching

@Suite("Who may start")
struct AdmissionTests {
  @Test("Hosts take turns, none goes beyond its share, and all are served in their order")
  func turns() {
    var admission = Admission<String>(limit: 3, limitPerHost: 2)
    for name in ["a1", "a2", "a3", "b1", "b2"] { admission.enqueue(name, host: String(name.prefix(1))) }
    #expect([admission.next(), admission.next(), admission.next(), admission.next()] == ["a1", "b1", "a2", nil])
    admission.leave(host: "a")
    #expect(admission.next() == "b2")
    admission.leave(host: "b")
    #expect(admission.next() == "a3")
    #expect(admission.next() == nil)
    #expect(admission.isIdle)
  }

  @Test("Whoever is removed while waiting is not served, and holds nobody up")
  func removal() {
    var admission = Admission<Int>(limit: 1, limitPerHost: 1)
    for number in 1...4 { admission.enqueue(number, host: "a") }
    #expect(admission.next() == 1)
    #expect(admission.remove { $0 == 2 } == [2])
    admission.leave(host: "a")
    #expect(admission.next() == 3)
    #expect(admission.remove { _ in true } == [4])
    admission.leave(host: "a")
    #expect(admission.next() == nil)
    admission.enqueue(5, host: "a")
    #expect(admission.next() == 5)
  }

  @Test("A long random history loses nobody and never exceeds a limit")
  func history() {
    var admission = Admission<Int>(limit: 7, limitPerHost: 3)
    var random = SplitMix(state: 7)
    var (queued, running, served) = (0, [Int: Int](), 0)
    while served < 3_000 || running.values.contains(where: { $0 > 0 }) {
      let host = Int(random.next() % 5)
      if queued < 3_000, random.next().isMultiple(of: 2) {
        admission.enqueue(host, host: "\(host)")
        queued += 1
      } else if let next = admission.next() {
        running[next, default: 0] += 1
        served += 1
        #expect(running[next]! <= 3 && running.values.reduce(0, +) <= 7)
      } else if let busy = running.first(where: { $0.value > 0 })?.key {
        running[busy]! -= 1
        admission.leave(host: "\(busy)")
      }
    }
    #expect(served == 3_000)
    #expect(admission.isIdle)
  }
}
