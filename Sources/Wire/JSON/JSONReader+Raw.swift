extension JSONReader {
    /// The value here as it stands, of whatever type, checked; white space around it is left out.
    ///
    /// - Parameter levels: how many arrays and objects more than here will stand around it where it is shown: it may nest so
    ///   much less deep.
    /// - Throws: `JSONError`: `tooDeep`, or malformed text. Whether it is UTF-8 is checked by ``JSONText/string()``.
    public mutating func readRaw(within levels: Int = 0) throws(JSONError) -> JSONText {
        skipWhitespace()
        let start = position
        depth += levels
        try skipValue()
        depth -= levels
        return JSONText(bytes: UnsafeRawBufferPointer(rebasing: bytes[start..<position]), hasEscapes: false)
    }
}
