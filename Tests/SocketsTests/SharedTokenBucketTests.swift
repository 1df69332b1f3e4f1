import Testing

@testable import Sockets

@Suite("A bucket that several threads share")
struct SharedTokenBucketTests {
    private let now: Int64 = 1_000_000_000_000

    @Test("decides as a bucket of one thread does, and says when it is full again")
    func decides() {
        let bucket = SharedTokenBucket(TokenRate(perSecond: 10, burst: 3))
        #expect(bucket.isFull(at: now))
        for _ in 0..<3 { #expect(bucket.take(at: now) == nil) }
        #expect(bucket.take(at: now) == 100)
        #expect(bucket.take(at: now + 99_000_000) == 1)
        #expect(!bucket.isFull(at: now + 299_999_999))
        #expect(bucket.isFull(at: now + 300_000_000))
        #expect(bucket.take(at: now + 300_000_000) == nil)
        #expect(bucket.take(at: now) == 200, "a loop whose time lags behind gets nothing for it")
    }

    @Test("gives each event once, however many threads ask at the same time")
    func threads() async {
        let bucket = SharedTokenBucket(TokenRate(perSecond: 1, burst: 500))
        let now = now
        let allowed = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<4 {
                group.addTask { (0..<1000).count { _ in bucket.take(at: now) == nil } }
            }
            return await group.reduce(0, +)
        }
        #expect(allowed == 500)
    }

    @Test("a rate of 0 is no limit")
    func off() {
        let bucket = SharedTokenBucket(TokenRate(perSecond: 0, burst: 1))
        for _ in 0..<1000 { #expect(bucket.take(at: 5) == nil) }
        #expect(bucket.isFull(at: 0))
    }
}
