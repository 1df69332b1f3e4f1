/// An array as it stands in the text, not decoded yet.
///
/// Points into the bytes that the ``JSONReader`` was given and is valid as long as those are. Its syntax has been checked.
public struct JSONElements {
    /// From the opening to the closing bracket.
    let bytes: UnsafeRawBufferPointer
    /// How many elements it has.
    public let count: Int

    /// Its elements, in order. Allocates for each: look at ``count`` first.
    ///
    /// - Throws: `JSONError`, never for an array that a reader has returned.
    public func tokens() throws(JSONError) -> [JSONToken] {
        var reader = JSONReader(bytes)
        var tokens: [JSONToken] = []
        tokens.reserveCapacity(count)
        try reader.beginArray()
        while try reader.nextElement() {
            tokens.append(try reader.readToken())
        }
        return tokens
    }
}
