import Wire

extension JSONReader {
    /// The string here, nil for `null`.
    ///
    /// - Throws: `JSONError`: `wrongType`, `invalidUTF8`, or malformed text.
    mutating func readStringOrNull() throws(JSONError) -> String? {
        try readNull() ? nil : readString()
    }

    /// Whether the value here is an object; nothing is read.
    var isAtObject: Bool {
        var ahead = self
        return (try? ahead.beginObject()) != nil
    }
}
