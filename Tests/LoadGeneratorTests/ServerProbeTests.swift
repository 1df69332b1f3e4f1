import Glibc
import Testing

@testable import LoadGenerator

@Suite("Server probe")
struct ServerProbeTests {
    @Test("a command's name may hold blanks and parentheses")
    func stat() {
        let text = "4242 (a (b) c) S 17 4242 4242 0 -1 4194560 100 0 0 0 151 62 0 0 20 0 4 0 9913 1 2 3"
        let stat = ProcessStat(parsing: text)
        #expect(stat?.parent == 17)
        #expect(stat?.userTicks == 151)
        #expect(stat?.systemTicks == 62)
    }

    @Test("what is no stat line is refused", arguments: ["", "1 (x", "1 (x) S 1 2 3", "1 (x) S y 0 0 0 0 0 0 0 0 0 1 2 3"])
    func badStat(text: String) {
        #expect(ProcessStat(parsing: text) == nil)
    }

    @Test("the resident memory is the number behind VmRSS")
    func resident() {
        #expect(ProcessTable.residentKiB(inStatus: "Name:\tx\nVmHWM:\t    9 kB\nVmRSS:\t   13248 kB\nRssAnon:\t 1 kB\n") == 13_248)
        #expect(ProcessTable.residentKiB(inStatus: "Name:\tkthreadd\n") == nil)
    }

    @Test("processor time counts new processes from 0 and leaves out those that ended")
    func difference() {
        let before = ServerReading(processorTimes: [1: 100, 2: 50])
        let after = ServerReading(processorTimes: [1: 170, 3: 5])
        #expect(before.processorTime(until: after) == 75)
    }

    @Test("this process can be read")
    func ownProcess() throws {
        let probe = ServerProbe(roots: [getpid()])
        let before = try probe.read()
        let after = try probe.read()
        #expect(before.residentKiB > 0)
        #expect(before.processorTimes.keys.contains(getpid()))
        #expect(before.processorTime(until: after) > 0)
        #expect(ProcessTable.withDescendants([getppid()]).contains(getpid()))
    }

    @Test("a process that is not there is an error, no process at all reads as nothing")
    func missing() throws {
        #expect(throws: LoadError.self) { try ServerProbe(roots: [Int32.max]).read() }
        #expect(try ServerProbe(roots: []).read() == ServerReading())
    }

    @Test("the reasons that are kept are bounded")
    func failureLog() {
        var log = FailureLog()
        for number in 0..<100 { log.add("reason \(number % 50)") }
        #expect(log.reasons.count == 16)
        #expect(log.reasons.map(\.count).reduce(0, +) == 100)
        #expect(log.reasons[0].text == "reason 0")
        #expect(log.reasons[0].count == 2)
    }
}
