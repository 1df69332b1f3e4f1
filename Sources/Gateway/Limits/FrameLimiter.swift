import Sockets

/// Decides for one connection whether a frame may be handled: over the rate it is refused, and who is refused too often is
/// closed. Time is passed in, monotonic nanoseconds. Not thread-safe: part of a session.
struct FrameLimiter {
    enum Decision: Equatable {
        case allowed
        case refused(retryAfterMilliseconds: Int)
        case abusive(retryAfterMilliseconds: Int)
    }

    private static let abuseWindow: Int64 = 10_000_000_000

    private var bucket: TokenBucket
    /// The bucket that this connection shares with the user's others; nil while the user is not known, and without a limit.
    var shared: SharedTokenBucket?
    private let maximumRefusals: Int
    private var refusals = 0
    private var windowStart: Int64 = 0

    init(_ rate: FrameRate) {
        bucket = TokenBucket(rate: rate.perSecond, burst: rate.burst)
        maximumRefusals = rate.maximumRefusals
    }

    /// Asks for one frame.
    mutating func take(at now: Int64) -> Decision {
        guard let retry = bucket.take(at: now) ?? shared?.take(at: now) else { return .allowed }
        return countRefusal(at: now) ? .abusive(retryAfterMilliseconds: retry) : .refused(retryAfterMilliseconds: retry)
    }

    /// Counts a refusal, of whatever kind.
    ///
    /// - Returns: whether there were too many.
    mutating func countRefusal(at now: Int64) -> Bool {
        guard maximumRefusals > 0 else { return false }
        if now - windowStart > Self.abuseWindow {
            windowStart = now
            refusals = 0
        }
        refusals += 1
        return refusals >= maximumRefusals
    }
}
