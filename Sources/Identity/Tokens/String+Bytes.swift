extension String {
    /// Whether both are the same bytes.
    ///
    /// `==` also holds between canonically equivalent spellings; tokens are compared without any normalisation
    /// (RFC 7519 section 2, StringOrURI).
    func hasSameBytes(as other: String) -> Bool {
        utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
    }
}
