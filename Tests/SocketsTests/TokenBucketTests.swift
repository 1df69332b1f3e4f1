import Testing

@testable import Sockets

@Suite("The rate of frames")
struct TokenBucketTests {
    @Test("a burst passes at once, then one each interval")
    func burst() {
        var bucket = TokenBucket(rate: 10, burst: 3)
        let now: Int64 = 1_000_000_000_000
        for _ in 0..<3 { #expect(bucket.take(at: now) == nil) }
        #expect(bucket.take(at: now) == 100)
        #expect(bucket.take(at: now + 99_000_000) == 1)
        #expect(bucket.take(at: now + 100_000_000) == nil)
        #expect(bucket.take(at: now + 100_000_000) == 100)
    }

    @Test("a rate of 0 is no limit")
    func off() {
        var bucket = TokenBucket(rate: 0, burst: 1)
        for _ in 0..<1000 { #expect(bucket.take(at: 5) == nil) }
    }
}
