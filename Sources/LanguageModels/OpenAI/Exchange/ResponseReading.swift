import AsyncHTTPClient
import HTTPClients
import NIOCore
import NIOHTTP1

/// What a response says, part by part: an answer, or why there is none.
///
/// It decides; the connection is the business of ``ResponseReader``.
struct ResponseReading {
    /// How far the response is.
    private enum Phase {
        /// Nothing has come. Exits: ``answer`` and ``refusal(_:_:)`` with the head.
        case waiting
        /// The answer is being put together. Has no exits.
        case answer
        /// The head refuses; with the beginning of its body. Has no exits.
        case refusal(HTTPResponseHead, [UInt8])
    }

    /// Bytes of a refusal's body that are read.
    private static let refusalLimit = 8 << 10

    private let redaction: Redaction
    private let clock: ClientClock
    private let watch: AnswerWatch
    private let receive: @Sendable (String) -> Void
    private var phase = Phase.waiting
    private var assembly: AnswerAssembly
    /// The text that was not handed out yet.
    private var text = ""
    /// Whether something has come since what came was handed out.
    private var isWaiting = false
    /// Why nothing further is read.
    private var failure: AttemptFailure?

    /// - Parameters:
    ///   - watch: is told when something came.
    ///   - receive: is given the text, in pieces that are never empty.
    init(
        _ configuration: OpenAIConfiguration, redaction: Redaction, clock: ClientClock, watch: AnswerWatch,
        receive: @escaping @Sendable (String) -> Void
    ) {
        self.redaction = redaction
        self.clock = clock
        self.watch = watch
        self.receive = receive
        assembly = AnswerAssembly(responseLimit: configuration.responseLimit, eventLimit: configuration.eventLimit)
    }

    /// The response has begun.
    mutating func begin(_ head: HTTPResponseHead) {
        phase = (200...299).contains(head.status.code) ? .answer : .refusal(head, [])
    }

    /// Takes the next part of the body.
    ///
    /// - Returns: whether ``handOut()`` is owed, and was not before.
    /// - Throws: ``AttemptFailure`` when nothing further is to be read.
    mutating func add(_ part: ByteBuffer) throws(AttemptFailure) -> Bool {
        if case .refusal(let head, var body) = phase {
            body.append(contentsOf: part.readableBytesView.prefix(Self.refusalLimit - body.count))
            phase = .refusal(head, body)
            if body.count >= Self.refusalLimit { throw refusal(head, body) }
            return false
        }
        let pieces = assembly.pieces
        var came = ""
        defer { text += came }
        do throws(ModelError) {
            try part.withUnsafeReadableBytes { bytes in
                Result { () throws(ModelError) in try assembly.add(bytes) { came += $0 } }
            }.get()
        } catch {
            let failure = failed(error)
            self.failure = failure
            throw failure
        }
        guard assembly.pieces != pieces, !isWaiting else { return false }
        isWaiting = true
        return true
    }

    /// Hands out what has come.
    mutating func handOut() {
        guard isWaiting else { return }
        isWaiting = false
        watch.note(assembly.progress)
        handOutText()
    }

    private mutating func handOutText() {
        guard !text.isEmpty else { return }
        let piece = text
        text = ""
        receive(piece)
    }

    /// What the response came to, when no more of it comes. What was not handed out is handed out first.
    ///
    /// - Parameter error: what ended it before its own end; nil for a whole one.
    /// - Throws: ``AttemptFailure``.
    mutating func end(_ error: (any Error)? = nil) throws(AttemptFailure) -> ModelCompletion {
        isWaiting = false
        handOutText()
        watch.note(assembly.usage)
        // It ends twice when its own end was a failure: the connection is told of that, and tells us.
        if let failure { throw failure }
        switch phase {
        case .waiting: throw AttemptFailure(connecting: error ?? HTTPClientError.remoteConnectionClosed, redaction: redaction)
        // Its status says enough.
        case .refusal(let head, let body): throw refusal(head, body)
        case .answer: break
        }
        // An answer that has ended is not lost with its connection.
        if let error, assembly.progress < .finished { throw lost(error) }
        do throws(ModelError) {
            return try assembly.end(receive: receive)
        } catch {
            let failure = failed(error)
            self.failure = failure
            throw failure
        }
    }

    private func refusal(_ head: HTTPResponseHead, _ body: [UInt8]) -> AttemptFailure {
        AttemptFailure(head, body: body, redaction: redaction, unixSeconds: clock.unixSeconds())
    }

    /// Takes secrets out of what the provider said.
    private func failed(_ error: ModelError) -> AttemptFailure {
        var error = error
        error.detail = error.detail.map(redaction.line)
        return AttemptFailure(error)
    }

    private func lost(_ error: any Error) -> AttemptFailure {
        AttemptFailure(
            ModelError(
                .truncated, "the model's answer ended in the middle", detail: redaction.line(String(describing: error)),
                usage: assembly.usage))
    }
}
