import Sockets
import Synchronization

/// The buckets that the sockets of each user share, and their writes over HTTP, whichever event loops they live on. Any thread.
///
/// Sockets ask when they open and close only: a frame costs what its bucket does. A user's bucket is forgotten once the last
/// socket has gone and the bucket is full again, so that reconnecting gains nothing.
public final class UserFrameRates: Sendable {
    private struct Entry {
        let bucket: SharedTokenBucket
        var sockets = 0
        /// Whether it stands in ``State/departed``.
        var isListed = false
    }

    private struct State {
        var entries: [String: Entry] = [:]
        /// Users whose last socket went before their bucket was full, in that order and once each; some may be back.
        var departed = Queue<String>()
    }

    /// So many buckets are kept at most for users who have gone; beyond it the oldest are forgotten early.
    static let departedLimit = 65_536

    private let state = Mutex(State())
    private let rate: TokenRate

    /// - Parameters:
    ///   - perSecond: frames a second.
    ///   - burst: frames at once.
    public init(perSecond: Int, burst: Int) {
        rate = TokenRate(perSecond: perSecond, burst: burst)
    }

    /// How many users it knows.
    var count: Int { state.withLock { $0.entries.count } }

    /// A socket of the user opened at `now`, monotonic nanoseconds.
    ///
    /// - Returns: the user's bucket; ``leave(_:at:)`` is owed for it.
    func enter(_ user: String, at now: Int64) -> SharedTokenBucket {
        state.withLock { state in
            Self.forget(&state, at: now)
            let entry = state.entries[user] ?? Entry(bucket: SharedTokenBucket(rate))
            state.entries[user, default: entry].sockets += 1
            return entry.bucket
        }
    }

    /// A socket of the user closed.
    func leave(_ user: String, at now: Int64) {
        state.withLock { state in
            if let entry = state.entries[user] {
                state.entries[user]?.sockets -= 1
                if entry.sockets == 1 { Self.depart(user, entry.bucket, &state, at: now) }
            }
            Self.forget(&state, at: now)
        }
    }

    /// The user does one thing at `now`, with a socket or without.
    ///
    /// - Returns: nil when it is allowed, else the milliseconds until it will be.
    func take(_ user: String, at now: Int64) -> Int? {
        let bucket = enter(user, at: now)
        defer { leave(user, at: now) }
        return bucket.take(at: now)
    }

    private static func depart(_ user: String, _ bucket: SharedTokenBucket, _ state: inout State, at now: Int64) {
        // Who is listed is forgotten when their turn comes.
        guard state.entries[user]?.isListed == false else { return }
        guard !bucket.isFull(at: now) else { return state.entries[user] = nil }
        state.entries[user]?.isListed = true
        state.departed.append(user)
    }

    /// Looks at the two oldest: each departure adds one, so this keeps up with them.
    private static func forget(_ state: inout State, at now: Int64) {
        for _ in 0..<2 {
            guard let user = state.departed.first else { return }
            if let entry = state.entries[user], entry.sockets == 0 {
                guard entry.bucket.isFull(at: now) || state.departed.count > departedLimit else { return }
                state.entries[user] = nil
            }
            state.entries[user]?.isListed = false
            _ = state.departed.popFirst()
        }
    }
}
