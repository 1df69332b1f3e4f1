import Chat
import ChatTestSupport
import Wire

/// Keeps which answers have ended, and lets a test wait for the next.
final class EndedAnswers: AnswerObserver {
    struct End: Sendable, Equatable {
        var messageID: String
        var error: ErrorCode?
        var nanoseconds: Int64
    }

    private let ends = Collected<End>()
    private let stream = AsyncStream<End>.makeStream()

    var all: [End] { ends.all }

    /// The next end that was not waited for yet.
    func next() async -> End {
        for await end in stream.stream { return end }
        preconditionFailure("the stream of ends never ends")
    }

    func answerEnded(error: ErrorCode?, nanoseconds: Int64, messageID: String) {
        let end = End(messageID: messageID, error: error, nanoseconds: nanoseconds)
        ends.append(end)
        stream.continuation.yield(end)
    }
}
