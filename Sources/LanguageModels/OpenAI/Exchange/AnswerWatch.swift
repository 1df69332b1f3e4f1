import HTTPClients
import Synchronization

/// Tells when an answer has taken too long. Its reader notes what comes; one that watches waits beside it.
final class AnswerWatch: Sendable {
    /// How long a response may stay open after the end of its answer, in nanoseconds: most end at once, and their connection can
    /// be used again.
    private static let tail: Int64 = 100_000_000

    private let clock: ClientClock
    private let silence: Int64
    private let firstDeadline: Int64
    private let deadline: Atomic<Int64>
    private let hasText = Atomic(false)
    private let usage = Mutex<ModelUsage?>(nil)
    private let texts: AsyncStream<Void>
    private let firstText: AsyncStream<Void>.Continuation
    private let ends: AsyncStream<Void>
    private let end: AsyncStream<Void>.Continuation

    /// Begins to count now.
    init(_ configuration: OpenAIConfiguration, clock: ClientClock) {
        self.clock = clock
        silence = configuration.silenceTimeout.wholeNanoseconds
        firstDeadline = clock.now() + configuration.firstDeltaTimeout.wholeNanoseconds
        deadline = Atomic(firstDeadline)
        (texts, firstText) = AsyncStream.makeStream()
        (ends, end) = AsyncStream.makeStream()
    }

    /// One or more pieces of the answer have come.
    func note(_ progress: AnswerProgress) {
        let next = clock.now() + silence
        deadline.store(progress < .text ? max(firstDeadline, next) : next, ordering: .relaxed)
        if progress >= .text, !hasText.exchange(true, ordering: .relaxed) { firstText.yield() }
        if progress == .done { end.yield() }
    }

    /// The response has ended, and this is what it took, as far as that is known.
    func note(_ usage: ModelUsage?) {
        self.usage.withLock { $0 = usage }
    }

    /// When the answer is given up, in nanoseconds of the clock.
    var expiresAt: Int64 { deadline.load(ordering: .relaxed) }

    /// What the answer was given up for. To be asked for after the response has ended.
    var failure: ModelError {
        let usage = usage.withLock { $0 }
        return hasText.load(ordering: .relaxed)
            ? ModelError(.timeout, "the model fell silent", detail: "no further piece in \(silence / 1_000_000) ms", usage: usage)
            : ModelError(.timeout, "the model did not answer in time", detail: "no text in time", usage: usage)
    }

    /// Returns when the time to the first text is over, or throws when its task is cancelled.
    func expire() async throws {
        while true {
            let deadline = expiresAt
            if clock.now() >= deadline { return }
            try await clock.sleep(deadline)
        }
    }

    /// Returns when the silence after the first text has been too long, or throws when its task is cancelled.
    ///
    /// The first text may bring the deadline nearer than it was, and whoever sleeps until the old one does not know; later
    /// pieces only move it away.
    func expireAfterText() async throws {
        for await _ in texts { return try await expire() }
        throw CancellationError()
    }

    /// Returns a moment after the answer has ended, or throws when its task is cancelled.
    func expireAfterEnd() async throws {
        for await _ in ends { return try await clock.sleep(clock.now() + Self.tail) }
        throw CancellationError()
    }
}
