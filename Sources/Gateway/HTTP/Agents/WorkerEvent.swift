import Agents
import Wire

/// One event that a worker reports: `{sequence, type, …}`.
struct WorkerEvent {
    static let types = ["progress", "output", "usage", "complete", "error"]

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
        var (output, error): (String?, String?) = (nil, nil)
        try reader.readObject("the event") { name, reader in
            switch name {
            case "sequence": sequence = try reader.readToken()
            case "type": type = try reader.readToken()
            case "output": output = try reader.readJSON(name, within: Self.levels)
            case "error": error = try reader.readJSON(name, within: Self.levels)
            default: members[name] = try reader.readToken()
            }
        }
        guard let sequence else { throw HTTPRefusal.malformed("sequence is missing") }
        self.sequence = Int64(try sequence.integer("sequence"))
        let fields = WorkerEventFields(members)
        switch try type?.text("type") {
        case "progress": command = try fields.progress()
        case "output": command = try fields.output()
        case "usage": command = try fields.usage()
        case "complete": command = .complete(output: output)
        case "error": command = .fail(try Self.failure(error))
        default: throw HTTPRefusal.malformed("type must be one of: \(Self.types.joined(separator: ", "))")
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
                case "message": failure.message = try reader.readToken().text("error.message")
                default: try reader.skipValue()
                }
            }
        }
        return failure
    }

    private static func code(_ token: JSONToken) throws(HTTPRefusal) -> ErrorCode {
        let text = try token.text("error.code")
        guard let code = WorkerReport.failureCodes.first(where: { $0.rawValue == text }) else {
            throw .malformed("error.code must be one of: \(WorkerReport.failureCodes.map(\.rawValue).joined(separator: ", "))")
        }
        return code
    }
}
