import ChatTestSupport
import LanguageModels
import Synchronization
import Testing
import Wire

@testable import Chat

@Suite("The parts of an answer")
struct AnswerValuesTests {
    @Test("a text is cut at its limit between characters and says that it is full")
    func textLimit() {
        var text = AnswerText()
        let hasRoom = ["abc", "dé👍x"].map { text.append($0, limit: 8) }
        #expect(hasRoom == [true, false] && text.whole == "abcdé")
        var full = AnswerText()
        let fullHasRoom = full.append("abcd", limit: 4)
        #expect(!fullHasRoom && full.whole == "abcd")
    }

    @Test("pressure begins with the window after one in which too many pieces came, and ends likewise")
    func pressure() {
        let pressure = AnswerPressure(limit: 100)
        var now: Int64 = 1_000_000_000
        func pieces(_ count: Int) -> Bool {
            now += 100_000_000
            return (0..<count).map { _ in pressure.note(at: now) }.last ?? false
        }
        _ = pieces(5)
        #expect(!pieces(10))
        #expect(pieces(9))
        #expect(!pieces(1))
        #expect(!pieces(50))
        #expect(pieces(1))
    }

    @Test("a limit of 0 is pressure from the first piece on")
    func alwaysPressure() {
        let pressure = AnswerPressure(limit: 0)
        #expect(pressure.note(at: 1) && pressure.note(at: 1_000_000_000))
    }

    @Test("the ticker ticks once however often it is armed, and again only when it is armed again")
    func ticker() {
        let timer = ManualTimer()
        let ticker = AnswerTicker(timer: timer, milliseconds: 20)
        let ticks = Mutex(0)
        for _ in 1...3 { ticker.arm { ticks.withLock { $0 += 1 } } }
        #expect(timer.pending == 1)
        timer.advance(milliseconds: 19)
        #expect(ticks.withLock { $0 } == 0)
        timer.advance(milliseconds: 100)
        #expect(ticks.withLock { $0 } == 1 && timer.pending == 0)
        ticker.arm { ticks.withLock { $0 += 1 } }
        timer.advance(milliseconds: 20)
        #expect(ticks.withLock { $0 } == 2)
    }

    @Test("an end is tried again after twice as long each time, until the time is over, and never once the store is closed")
    func retry() {
        var retry = AnswerRetry(seconds: 1)
        let delays = (1...7).map { _ in retry.delay(after: .overloaded).map { $0 / 1_000_000 } }
        #expect(delays == [50, 100, 200, 400, 250, nil, nil])
        var closed = AnswerRetry(seconds: 1)
        #expect(closed.delay(after: .closed) == nil)
        var long = AnswerRetry(seconds: 1_000)
        #expect((1...20).compactMap { _ in long.delay(after: .unavailable("x")) }.max() == 5_000_000_000)
    }

    @Test("what a model fails with becomes the protocol's code, with the model's own words for users")
    func codes() {
        for code in ModelError.Code.allCases {
            let outcome = AnswerOutcome(ModelError(code, "told", detail: "secret"))
            guard case .failed(let told, let message) = outcome else { return }
            switch code {
            case .timeout: #expect(told == .timeout && message == "told")
            case .cancelled: #expect(told == .interrupted && message == "the server stopped before the answer was complete")
            default: #expect(told == .modelError && message == "told")
            }
        }
    }
}
