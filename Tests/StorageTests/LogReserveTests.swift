import Testing

@testable import Storage

@Suite("The reserve of the log")
struct LogReserveTests {
    @Test("the file is kept half a step to a step ahead of the frames, in whole frames")
    func ahead() {
        var reserve = LogReserve(pageBytes: 4_096, limit: 1 << 30)
        #expect(reserve.wanted(frames: 0) { 0 } == nil)
        #expect(reserve.wanted(frames: 1) { 4_152 } == 263_712)
        reserve.grew(to: 263_712)
        // Not looked up while it is known to be long enough: it would be found too short.
        #expect(reserve.wanted(frames: 32) { 0 } == nil)
        #expect(reserve.wanted(frames: 33) { 263_712 } == 395_552)
    }

    @Test("it is not made longer than its limit, nor when it is longer")
    func limit() {
        var reserve = LogReserve(pageBytes: 4_096, limit: 50_000)
        #expect(reserve.wanted(frames: 2) { 8_272 } == 49_472)
        reserve.grew(to: 49_472)
        #expect(reserve.wanted(frames: 12) { 49_472 } == nil)
        #expect(reserve.wanted(frames: 40) { 164_832 } == nil)
    }

    @Test("a log that started again is looked at again, since its file may have been cut")
    func restart() {
        var reserve = LogReserve(pageBytes: 4_096, limit: 1 << 30)
        #expect(reserve.wanted(frames: 500) { 10_000_000 } == nil)
        #expect(reserve.wanted(frames: 1) { 10_000_000 } == nil)
        #expect(reserve.wanted(frames: 0) { 0 } == nil)
        #expect(reserve.wanted(frames: 1) { 4_152 } == 263_712)
    }

    @Test("a file that could not be lengthened is tried again")
    func failure() {
        var reserve = LogReserve(pageBytes: 4_096, limit: 1 << 30)
        #expect(reserve.wanted(frames: 1) { nil } == nil)
        #expect(reserve.wanted(frames: 1) { 4_152 } == 263_712)
        #expect(reserve.wanted(frames: 2) { 8_272 } == 267_832)
    }
}
