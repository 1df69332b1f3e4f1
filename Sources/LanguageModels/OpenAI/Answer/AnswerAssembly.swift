import Wire

/// Puts an answer together from the bytes of a response: a stream of events, or one JSON object from a server that does not
/// stream.
///
/// It decides; reading, waiting and giving up are the business of whoever feeds it.
struct AnswerAssembly {
    /// What the response is.
    private enum Format {
        /// Nothing but white space has come. Left for one of the others with the first byte that is none.
        case unknown
        /// Has no exits.
        case events
        /// One object, with what has come of it. Has no exits.
        case object([UInt8])
    }

    private var format = Format.unknown
    private var parser: EventStreamParser
    private var bytesLeft: Int
    private var calls = ToolCallAssembly()
    private var finishReason: String?
    /// What it took, as far as that has come.
    private(set) var usage: ModelUsage?
    private var model: String?
    private var hasChoice = false

    /// How far it has come.
    private(set) var progress = AnswerProgress.nothing

    /// Counts up with each piece of the answer; comments are none.
    private(set) var pieces = 0

    /// - Parameters:
    ///   - responseLimit: bytes of the response.
    ///   - eventLimit: bytes of a line and of an event.
    init(responseLimit: Int, eventLimit: Int) {
        bytesLeft = responseLimit
        parser = EventStreamParser(lineLimit: eventLimit, eventLimit: eventLimit)
    }

    /// Takes the next bytes of the response; what comes after the end of the answer is ignored.
    ///
    /// - Parameters:
    ///   - bytes: of any number.
    ///   - receive: is given each piece of text, never an empty one.
    /// - Throws: ``ModelError``: `malformed`, `upstream`, `rate_limited`, `too_large`; with the usage that has come.
    mutating func add(_ bytes: UnsafeRawBufferPointer, receive: (String) -> Void) throws(ModelError) {
        do throws(ModelError) {
            try take(bytes, receive)
        } catch {
            throw spent(error)
        }
    }

    private mutating func take(_ bytes: UnsafeRawBufferPointer, _ receive: (String) -> Void) throws(ModelError) {
        guard progress < .done else { return }
        bytesLeft -= bytes.count
        guard bytesLeft >= 0 else { throw Self.tooLarge("the response has too many bytes") }
        if case .unknown = format { format = Self.format(startingWith: bytes) }
        switch format {
        case .unknown, .events: try addEvents(bytes, receive)
        case .object(var text):
            // Given up first, so that appending copies nothing.
            format = .unknown
            text.append(contentsOf: bytes)
            format = .object(text)
        }
    }

    /// The answer, when the response has ended or nothing more is waited for.
    ///
    /// - Parameter receive: is given the text of an answer that was not streamed.
    /// - Throws: ``ModelError``: `truncated` when the answer has not ended, and the codes of ``add(_:receive:)``; with the usage that
    ///   has come.
    mutating func end(receive: (String) -> Void) throws(ModelError) -> ModelCompletion {
        do throws(ModelError) {
            return try finish(receive)
        } catch {
            throw spent(error)
        }
    }

    /// An error of this answer, with what the answer took until then.
    private func spent(_ error: ModelError) -> ModelError {
        var error = error
        error.usage = usage
        return error
    }

    private mutating func finish(_ receive: (String) -> Void) throws(ModelError) -> ModelCompletion {
        if case .object(let text) = format { try addObject(text, receive) }
        guard progress >= .finished else { throw unfinished }
        guard hasChoice else { throw Self.malformed("the stream holds no choice") }
        let calls = try calls.finished()
        return ModelCompletion(
            finishReason: finishReason ?? (calls.isEmpty ? "stop" : "tool_calls"), usage: usage, toolCalls: calls, model: model ?? "")
    }

    /// Why there is no answer: what holds not one piece of it was something else.
    private var unfinished: ModelError {
        if pieces == 0, hasBytes { return Self.malformed("the response is neither a stream of events nor JSON") }
        return ModelError(.truncated, "the model's answer ended in the middle", detail: "the stream ended without a reason or [DONE]")
    }

    private var hasBytes: Bool {
        if case .unknown = format { false } else { true }
    }

    /// No line of an event stream that says anything begins with a brace, and every answer in JSON does. The content type says
    /// less: it is wrong at many servers.
    private static func format(startingWith bytes: UnsafeRawBufferPointer) -> Format {
        let space: [UInt8] = [0x20, 0x09, 0x0A, 0x0D]
        guard let first = bytes.first(where: { !space.contains($0) }) else { return .unknown }
        return first == UInt8(ascii: "{") ? .object([]) : .events
    }

    private mutating func addEvents(_ bytes: UnsafeRawBufferPointer, _ receive: (String) -> Void) throws(ModelError) {
        // Out of the way while it hands out events that change the rest.
        var parser = self.parser
        self.parser = EventStreamParser(lineLimit: 0, eventLimit: 0)
        defer { self.parser = parser }
        do {
            try parser.parse(bytes) { data in try addEvent(data, receive) }
        } catch let error as ModelError {
            throw error
        } catch {
            throw Self.tooLarge("a line or an event of the stream is too long")
        }
    }

    private mutating func addEvent(_ data: UnsafeRawBufferPointer, _ receive: (String) -> Void) throws(ModelError) {
        guard progress < .done, !data.isEmpty else { return }
        if data.elementsEqual("[DONE]".utf8) {
            pieces += 1
            progress = .done
        } else {
            try take(try Self.chunk(data, readsModel: model == nil), receive)
        }
    }

    private mutating func addObject(_ text: [UInt8], _ receive: (String) -> Void) throws(ModelError) {
        let chunk = try text.withUnsafeBytes { bytes in
            Result { () throws(JSONError) in try ChatChunk(bytes, readsModel: true) }
        }.mapError { error in
            // What does not end was cut off.
            error.code == .unexpectedEnd
                ? ModelError(.truncated, "the model's answer ended in the middle", detail: "the JSON ended in the middle")
                : Self.malformed(error)
        }.get()
        try take(chunk, receive)
        // It came whole, so it has ended.
        progress = .done
    }

    private static func chunk(_ data: UnsafeRawBufferPointer, readsModel: Bool) throws(ModelError) -> ChatChunk {
        do throws(JSONError) {
            return try ChatChunk(data, readsModel: readsModel)
        } catch {
            throw malformed(error)
        }
    }

    private mutating func take(_ chunk: ChatChunk, _ receive: (String) -> Void) throws(ModelError) {
        pieces += 1
        progress = max(progress, .working)
        if let usage = chunk.usage { self.usage = usage }
        if let failure = chunk.failure { throw Self.error(failure) }
        if let model = chunk.model { self.model = String(model.prefix(256)) }
        hasChoice = hasChoice || chunk.hasChoice
        for part in chunk.calls { try calls.add(part) }
        if !chunk.text.isEmpty || !chunk.calls.isEmpty { progress = max(progress, .text) }
        if !chunk.text.isEmpty { receive(chunk.text) }
        if let reason = chunk.finishReason, !reason.isEmpty {
            finishReason = reason
            progress = max(progress, .finished)
        }
    }

    private static func error(_ failure: ProviderFailure) -> ModelError {
        failure.isRateLimit
            ? ModelError(.rateLimited, "the model has too many requests", detail: failure.detail)
            : ModelError(.upstream, "the model's provider failed", detail: failure.detail)
    }

    private static func malformed(_ error: JSONError) -> ModelError {
        malformed("JSON: \(error.code.rawValue) at byte \(error.offset)")
    }

    private static func malformed(_ detail: String) -> ModelError {
        ModelError(.malformed, "the model's answer is not well-formed", detail: detail)
    }

    private static func tooLarge(_ detail: String) -> ModelError {
        ModelError(.tooLarge, "the model's answer is too large", detail: detail)
    }
}
