import HTTPClients
import Synchronization

@testable import LanguageModels

/// A time that moves when it is told to.
final class ManualTime: Sendable {
    private let nanoseconds = Atomic<Int64>(1_000_000_000)

    var now: Int64 { nanoseconds.load(ordering: .relaxed) }

    /// A clock that shows it; nobody sleeps by it.
    var clock: ClientClock {
        ClientClock(now: { self.now }, unixSeconds: { 0 }, sleep: { _ in throw CancellationError() }, random: { 0 })
    }

    func advance(seconds: Int64) {
        nanoseconds.add(seconds * 1_000_000_000, ordering: .relaxed)
    }
}

extension AnswerWatch {
    /// Until the answer is given up.
    func secondsLeft(_ time: ManualTime) -> Int64 {
        (expiresAt - time.now) / 1_000_000_000
    }
}
