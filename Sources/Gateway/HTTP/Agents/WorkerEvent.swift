import Agents
import Wire

/// One event that a worker reports: `{sequence, type, …}`.
struct WorkerEvent {
    /// Numbers end where a batch could still go on.
    static let sequences: ClosedRange<Int64> = 1...(Int64.max - 1_000_000)
    static let types = ["progress", "output", "usage", "complete", "error"]
    /// Why an execution may have failed at a worker's.
    static let errorCodes: [ErrorCode] = [.modelError, .timeout, .internal]

    /// Around an output stand the body, its events and one of them here; where it is shown the event's `execution` too.
    private static let levels = 1

    let sequence: Int64
    let command: ExecutionCommand

    /// Reads the object here; what its type does not know is ignored.
    ///
    /// - Throws: ``HTTPRefusal`` 400 that names the member, or `JSONError`.
    init(_ reader: inout JSONReader) throws {
        var (sequence, type): (JSONToken?, JSONToken?) = (nil, nil)
        var members: [String: JSONToken] = [:]
        var (output, error): (Result<String, any Error>?, Result<String, any Error>?) = (nil, nil)
        try reader.readObject("the event") { name, reader in
            switch name {
            case "sequence": sequence = try reader.readToken()
            case "type": type = try reader.readToken()
            case "output": output = try Self.json(name, &reader)
            case "error": error = try Self.json(name, &reader)
            default: members[name] = try reader.readToken()
            }
        }
        guard let sequence else { throw HTTPRefusal.malformed("sequence is missing") }
        self.sequence = try sequence.integer("sequence", Self.sequences)
        let fields = WorkerEventFields(members)
        switch try type?.text("type", bytes: 0...80) {
        case "progress": command = try fields.progress()
        case "output": command = try fields.output()
        case "usage": command = try fields.usage()
        case "complete": command = .complete(output: try output?.get())
        case "error": command = .fail(try Self.failure(try error?.get()))
        default: throw HTTPRefusal.malformed("type must be one of: \(Self.types.joined(separator: ", "))")
        }
    }

    /// The value here, to be judged when the type is known; malformed text is thrown at once.
    private static func json(_ name: String, _ reader: inout JSONReader) throws -> Result<String, any Error> {
        do {
            return .success(try reader.readJSON(name, bytes: ExecutionLimits.resultBytes, within: Self.levels))
        } catch let refusal as HTTPRefusal where refusal.code == .tooLarge {
            return .failure(HTTPRefusal.malformed(refusal.message))
        }
    }

    /// The object `{code?, message}`.
    private static func failure(_ text: String?) throws -> ExecutionFailure {
        guard let text else { throw HTTPRefusal.malformed("error {code, message} is missing") }
        var failure = ExecutionFailure(code: .internal, message: "")
        var bytes = text
        try bytes.withUTF8 { bytes in
            var reader = JSONReader(UnsafeRawBufferPointer(bytes))
            try reader.readObject("error") { name, reader in
                switch name {
                case "code": failure.code = try code(try reader.readToken())
                case "message": failure.message = try reader.readToken().text("error.message", bytes: 0...ExecutionLimits.messageBytes)
                default: try reader.skipValue()
                }
            }
        }
        return failure
    }

    private static func code(_ token: JSONToken) throws(HTTPRefusal) -> ErrorCode {
        let text = try token.text("error.code", bytes: 0...80)
        guard let code = errorCodes.first(where: { $0.rawValue == text }) else {
            throw .malformed("error.code must be one of: \(errorCodes.map(\.rawValue).joined(separator: ", "))")
        }
        return code
    }
}
