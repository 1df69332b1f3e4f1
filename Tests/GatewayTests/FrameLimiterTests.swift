import Testing

@testable import Gateway

@Suite("The limit of frames")
struct FrameLimiterTests {
    private let start: Int64 = 1_000_000_000_000

    /// Takes `count` frames at once and returns the decisions.
    private func decisions(_ limiter: inout FrameLimiter, _ count: Int, at now: Int64) -> [FrameLimiter.Decision] {
        (0..<count).map { _ in limiter.take(at: now) }
    }

    @Test("lets a burst pass, then says how long to wait")
    func burst() {
        var limiter = FrameLimiter(FrameRate(perSecond: 20, burst: 3, maximumRefusals: 100))
        let first = decisions(&limiter, 4, at: start)
        #expect(first == [.allowed, .allowed, .allowed, .refused(retryAfterMilliseconds: 50)])
        let later = decisions(&limiter, 2, at: start + 50_000_000)
        #expect(later == [.allowed, .refused(retryAfterMilliseconds: 50)])
    }

    @Test("the hundredth refusal within ten seconds is abuse, and older ones are forgotten")
    func abuse() {
        var limiter = FrameLimiter(FrameRate(perSecond: 1, burst: 1, maximumRefusals: 100))
        let first = decisions(&limiter, 100, at: start)
        #expect(first.last == .refused(retryAfterMilliseconds: 1000))
        let hundredth = limiter.take(at: start)
        #expect(hundredth == .abusive(retryAfterMilliseconds: 1000))

        var patient = FrameLimiter(FrameRate(perSecond: 1, burst: 1, maximumRefusals: 100))
        _ = decisions(&patient, 100, at: start)
        let afterwards = decisions(&patient, 100, at: start + 10_100_000_000)
        #expect(afterwards.allSatisfy { $0 == .allowed || $0 == .refused(retryAfterMilliseconds: 1000) })
    }

    @Test("counts refusals of other kinds too")
    func otherRefusals() {
        var limiter = FrameLimiter(FrameRate(perSecond: 1, burst: 1, maximumRefusals: 3))
        let counted = (0..<3).map { _ in limiter.countRefusal(at: start) }
        #expect(counted == [false, false, true])
    }

    @Test("0 is no limit, and no refusals are too many")
    func off() {
        var limiter = FrameLimiter(FrameRate(perSecond: 0, burst: 0, maximumRefusals: 0))
        let all = decisions(&limiter, 1000, at: start)
        #expect(all.allSatisfy { $0 == .allowed })
        let counted = (0..<1000).map { _ in limiter.countRefusal(at: start) }
        #expect(!counted.contains(true))
    }
}
