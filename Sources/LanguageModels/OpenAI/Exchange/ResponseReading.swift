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
    /// Why nothing further is read.
    private var failure: AttemptFailure?

    /// - Parameters:
    ///   - watch: is told of each piece.
    ///   - receive: is given each piece of text.
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
    /// - Throws: ``AttemptFailure`` when nothing further is to be read.
    mutating func add(_ part: ByteBuffer) throws(AttemptFailure) {
        if case .refusal(let head, var body) = phase {
            body.append(contentsOf: part.readableBytesView.prefix(Self.refusalLimit - body.count))
            phase = .refusal(head, body)
            if body.count >= Self.refusalLimit { throw refusal(head, body) }
            return
        }
        let pieces = assembly.pieces
        do throws(ModelError) {
            try part.withUnsafeReadableBytes { bytes in
                Result { () throws(ModelError) in try assembly.add(bytes, receive: receive) }
            }.get()
        } catch {
            let failure = failed(error)
            self.failure = failure
            throw failure
        }
        if assembly.pieces != pieces { watch.note(assembly.progress) }
    }

    /// What the response came to, when no more of it comes.
    ///
    /// - Parameter error: what ended it before its own end; nil for a whole one.
    /// - Throws: ``AttemptFailure``.
    mutating func end(_ error: (any Error)? = nil) throws(AttemptFailure) -> ModelCompletion {
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
            throw failed(error)
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
            ModelError(.truncated, "the model's answer ended in the middle", detail: redaction.line(String(describing: error))))
    }
}
