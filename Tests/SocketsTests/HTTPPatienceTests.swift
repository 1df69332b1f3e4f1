import Testing

@testable import Sockets

@Suite("The patience with an HTTP connection")
struct HTTPPatienceTests {
    private let fresh = HTTPPatience(limit: 10, now: 100)

    private func isOver(_ patience: inout HTTPPatience, waiting: Int = 0, at now: UInt32) -> Bool {
        patience.isOver(waiting: waiting, at: now)
    }

    @Test("ends when it asks for nothing")
    func idle() {
        var patience = fresh
        #expect(!isOver(&patience, at: 109))
        #expect(isOver(&patience, at: 110))
    }

    @Test("begins anew with each answer")
    func answered() {
        var patience = fresh
        patience.headReceived(at: 109)
        patience.requestReceived(at: 109)
        patience.noteProgress(waiting: 0, at: 115)
        patience.wrote(waiting: 5)
        patience.answered(at: 115)
        #expect(!isOver(&patience, at: 124))
        #expect(isOver(&patience, at: 125))
    }

    @Test("has no end while we are to answer")
    func ours() {
        var patience = fresh
        patience.headReceived(at: 100)
        patience.requestReceived(at: 101)
        #expect(!isOver(&patience, at: 10_000))
    }

    @Test("ends when a request's body does not, however it trickles")
    func slowBody() {
        var patience = fresh
        patience.headReceived(at: 105)
        #expect(!isOver(&patience, at: 114))
        #expect(isOver(&patience, at: 115))
    }

    @Test("lasts as long as a body keeps coming, which a trickle does not")
    func longBody() {
        var patience = fresh
        patience.headReceived(at: 100)
        for tick in stride(from: UInt32(109), through: 991, by: 9) {
            #expect(!isOver(&patience, at: tick))
            patience.bodyReceived(HTTPPatience.bodyStep, at: tick)
        }
        patience.bodyReceived(HTTPPatience.bodyStep - 1, at: 995)
        #expect(!isOver(&patience, at: 1_000))
        #expect(isOver(&patience, at: 1_001))
    }

    @Test("is not renewed by a body that comes behind its answer")
    func refusedBody() {
        var patience = fresh
        patience.headReceived(at: 100)
        patience.answered(at: 101)
        patience.bodyReceived(1 << 20, at: 109)
        #expect(isOver(&patience, at: 110))
    }

    @Test("ends likewise when the answer came before the body")
    func answeredEarly() {
        var patience = fresh
        patience.headReceived(at: 105)
        patience.answered(at: 106)
        #expect(!isOver(&patience, at: 114))
        #expect(isOver(&patience, at: 115))
    }

    @Test("leaves a body the time that the request before it takes us")
    func pipelined() {
        var patience = fresh
        patience.headReceived(at: 100)
        patience.requestReceived(at: 100)
        patience.headReceived(at: 101)
        #expect(!isOver(&patience, at: 1_000))
        patience.answered(at: 1_000)
        #expect(isOver(&patience, at: 1_001))
    }

    @Test("ends when an answer is not taken, and lasts as long as something is")
    func unread() {
        var patience = fresh
        patience.headReceived(at: 100)
        patience.requestReceived(at: 100)
        patience.noteProgress(waiting: 0, at: 105)
        patience.wrote(waiting: 1_100)
        #expect(!isOver(&patience, waiting: 1_100, at: 110))
        #expect(!isOver(&patience, waiting: 1_099, at: 114))
        #expect(!isOver(&patience, waiting: 1_099, at: 123))
        #expect(isOver(&patience, waiting: 1_099, at: 124))
        #expect(isOver(&patience, waiting: 1_100, at: 125))
    }

    @Test("is not renewed by what is put behind an answer that is not taken")
    func unreadAndMore() {
        var patience = fresh
        for tick in 100...109 as ClosedRange<UInt32> {
            patience.headReceived(at: tick)
            patience.requestReceived(at: tick)
            let waiting = Int(tick - 100) * 600
            patience.noteProgress(waiting: waiting, at: tick)
            patience.wrote(waiting: waiting + 600)
            patience.answered(at: tick)
            #expect(!isOver(&patience, waiting: waiting + 600, at: tick))
        }
        #expect(isOver(&patience, waiting: 6_000, at: 110))
    }

    @Test("with silence begins when the last of an answer was taken")
    func taken() {
        var patience = fresh
        patience.headReceived(at: 100)
        patience.requestReceived(at: 100)
        patience.noteProgress(waiting: 0, at: 100)
        patience.wrote(waiting: 1_000)
        patience.answered(at: 100)
        for tick in 101...150 as ClosedRange<UInt32> { #expect(!isOver(&patience, waiting: 1_100 - Int(tick), at: tick)) }
        #expect(!isOver(&patience, at: 159))
        #expect(isOver(&patience, at: 160))
    }
}
