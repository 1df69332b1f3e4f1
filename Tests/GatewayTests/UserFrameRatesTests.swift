import Sockets
import Testing

@testable import Gateway

@Suite("The buckets of users")
struct UserFrameRatesTests {
    private let start: Int64 = 1_000_000_000_000
    private let second: Int64 = 1_000_000_000

    @Test("are one for all sockets of a user, and another for each user")
    func shared() {
        let rates = UserFrameRates(perSecond: 1, burst: 3)
        let (first, second, other) = (rates.enter("ada", at: start), rates.enter("ada", at: start), rates.enter("bob", at: start))
        #expect(first === second)
        #expect(first !== other)
        #expect(rates.count == 2)
    }

    @Test("outlive the last socket until they are full again: reconnecting gains nothing")
    func reconnecting() {
        let rates = UserFrameRates(perSecond: 1, burst: 2)
        let bucket = rates.enter("ada", at: start)
        for _ in 0..<2 { #expect(bucket.take(at: start) == nil) }
        rates.leave("ada", at: start)
        let again = rates.enter("ada", at: start)
        #expect(again.take(at: start) == 1000)
        rates.leave("ada", at: start)
        _ = rates.enter("bob", at: start + second)
        #expect(rates.count == 2)
        _ = rates.enter("bob", at: start + 2 * second)
        #expect(rates.count == 1)
    }

    @Test("are forgotten at once when nothing was taken, and kept while a socket is left")
    func forgetting() {
        let rates = UserFrameRates(perSecond: 1, burst: 2)
        _ = rates.enter("ada", at: start)
        _ = rates.enter("ada", at: start)
        rates.leave("ada", at: start)
        #expect(rates.count == 1)
        rates.leave("ada", at: start)
        #expect(rates.count == 0)
        rates.leave("ada", at: start)
        #expect(rates.count == 0)
    }

    @Test("of users who are back are not forgotten when their turn comes")
    func returning() {
        let rates = UserFrameRates(perSecond: 1, burst: 2)
        let bucket = rates.enter("ada", at: start)
        _ = bucket.take(at: start)
        rates.leave("ada", at: start)
        let again = rates.enter("ada", at: start)
        #expect(again === bucket)
        for user in ["bob", "carl"] {
            _ = rates.enter(user, at: start + 10 * second)
            rates.leave(user, at: start + 10 * second)
        }
        #expect(rates.enter("ada", at: start + 10 * second) === bucket)
    }

    @Test("do not grow beyond the limit, however many users come, send and go")
    func bounded() {
        let rates = UserFrameRates(perSecond: 1, burst: 1)
        for number in 0..<(UserFrameRates.departedLimit + 2_000) {
            _ = rates.enter("user\(number)", at: start).take(at: start)
            rates.leave("user\(number)", at: start)
        }
        #expect(rates.count <= UserFrameRates.departedLimit + 1)
        // Each coming and going looks at four of those who went.
        for _ in 0..<20_000 {
            _ = rates.enter("late", at: start + 2 * second)
            rates.leave("late", at: start + 2 * second)
        }
        #expect(rates.count == 0)
    }

    @Test("count what is done without a socket, too, however much that is")
    func withoutSocket() {
        let rates = UserFrameRates(perSecond: 1, burst: 2)
        let bucket = rates.enter("ada", at: start)
        #expect(bucket.take(at: start) == nil)
        rates.leave("ada", at: start)
        #expect(rates.take("ada", at: start) == nil)
        // A flood neither grows what is kept nor makes it forgotten early.
        let refused = (0..<UserFrameRates.departedLimit + 1_000).count { _ in rates.take("ada", at: start) == 1000 }
        #expect(refused == UserFrameRates.departedLimit + 1_000)
        #expect(rates.count == 1)
        #expect(rates.take("ada", at: start + second) == nil)
        #expect(rates.take("ada", at: start + second) == 1000)
        for _ in 0..<2 { _ = rates.take("bob", at: start + 10 * second) }
        #expect(rates.enter("ada", at: start + 10 * second) !== bucket)
    }

    @Test("let a connection's own limit say no first")
    func limiter() {
        let rates = UserFrameRates(perSecond: 1, burst: 3)
        var first = FrameLimiter(FrameRate(perSecond: 1, burst: 2, maximumRefusals: 2))
        var second = first
        first.shared = rates.enter("ada", at: start)
        second.shared = rates.enter("ada", at: start)
        let decisions = [first.take(at: start), first.take(at: start), first.take(at: start)]
        #expect(decisions == [.allowed, .allowed, .refused(retryAfterMilliseconds: 1000)])
        let others = [second.take(at: start), second.take(at: start), second.take(at: start)]
        #expect(others == [.allowed, .refused(retryAfterMilliseconds: 1000), .abusive(retryAfterMilliseconds: 1000)])
    }

    @Test("are none without a rate, and copies of a rate share them")
    func rates() {
        #expect(FrameRate(perSecond: 1, burst: 1, maximumRefusals: 1).users == nil)
        let rate = FrameRate(perSecond: 1, burst: 1, maximumRefusals: 1, userPerSecond: 5, userBurst: 10)
        let copy = rate
        #expect(rate.users === copy.users && rate.users != nil)
    }
}
