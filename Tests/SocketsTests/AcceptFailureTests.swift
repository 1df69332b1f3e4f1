import Glibc
import NIOCore
import Testing

@testable import Sockets

@Suite("A connection that the system does not give")
struct AcceptFailureTests {
    private func failure(_ number: Int32) -> AcceptFailure {
        AcceptFailure(IOError(errnoCode: number, reason: "accept"))
    }

    @Test("has its reason, and a pause where trying again at once would fail again")
    func reasons() {
        #expect(failure(EMFILE).rawValue == "process_files")
        #expect(failure(ENFILE).rawValue == "system_files")
        #expect([ENOBUFS, ENOMEM].map { failure($0).rawValue } == ["memory", "memory"])
        #expect(failure(ECONNABORTED).rawValue == "aborted")
        #expect(failure(EPERM).rawValue == "other")
        #expect([EMFILE, ENFILE, ENOBUFS, ENOMEM].allSatisfy { failure($0).pause == .milliseconds(100) })
        #expect(failure(ECONNABORTED).pause == nil)
    }

    @Test("is logged once in an interval, with how many were left out")
    func turns() {
        var turns = LogTurns(interval: 10)
        let taken = [100, 101, 109, 110, 119, 1_000].map { turns.take(at: $0) }
        #expect(taken == [0, nil, nil, 2, nil, 1])
    }
}
