import Wire

extension ProviderFailure {
    /// The failure in the body of an answer; nil where there is none.
    init?(body: UnsafeRawBufferPointer) {
        guard let failure = try? ChatChunk(body, readsModel: false).failure else { return nil }
        self = failure
    }

    /// Reads the value of `error`: an object, or for some servers only a text. Nil for `null`.
    ///
    /// - Throws: `JSONError` for malformed text.
    static func read(_ reader: inout JSONReader) throws(JSONError) -> ProviderFailure? {
        if try reader.readNull() { return nil }
        var failure = ProviderFailure()
        guard reader.isAtObject else {
            failure.message = Self.text(try reader.readToken())
            return failure
        }
        try reader.beginObject()
        while let name = try reader.nextMember() {
            switch name {
            case "message": failure.message = text(try reader.readToken())
            case "type": failure.type = text(try reader.readToken())
            case "code": failure.code = text(try reader.readToken())
            default: try reader.skipValue()
            }
        }
        return failure
    }

    /// A text or number, whichever a server chose.
    private static func text(_ token: JSONToken) -> String? {
        switch token {
        case .string(let text), .number(let text): try? text.string()
        default: nil
        }
    }
}
