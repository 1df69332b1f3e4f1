extension Substring {
    /// The longest beginning of at most so many bytes of UTF-8 that ends between two scalars, so that it is text again; it may
    /// end within a character that is made of several.
    ///
    /// - Parameter limit: bytes; with fewer than 4 it may be empty though the text is not.
    public func prefix(utf8Bytes limit: Int) -> Substring {
        var end = utf8.index(startIndex, offsetBy: Swift.max(0, limit), limitedBy: endIndex) ?? endIndex
        while end.samePosition(in: base.unicodeScalars) == nil { end = utf8.index(before: end) }
        return self[..<end]
    }
}

extension String {
    /// As of a substring, the whole text.
    public func prefix(utf8Bytes limit: Int) -> Substring {
        self[...].prefix(utf8Bytes: limit)
    }
}
