import Glibc

extension String {
    /// Whether both are the same bytes.
    ///
    /// `==` also holds between canonically equivalent spellings; tokens are compared without any normalisation
    /// (RFC 7519 section 2, StringOrURI).
    func hasSameBytes(as other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        var (left, right) = (self, other)
        return left.withUTF8 { left in right.withUTF8 { right in left.hasSameBytes(as: right) } }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether both are the same bytes.
    func hasSameBytes(as other: UnsafeBufferPointer<UInt8>) -> Bool {
        guard count == other.count else { return false }
        guard let baseAddress, let otherAddress = other.baseAddress else { return true }
        return memcmp(baseAddress, otherAddress, count) == 0
    }
}
