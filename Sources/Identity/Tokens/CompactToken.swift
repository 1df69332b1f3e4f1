/// A token taken apart (RFC 7515 section 3.1): the header is read, the payload is not touched before the signature holds.
struct CompactToken {
    /// The longest header, in characters: it is parsed before the signature is checked.
    static let maximumHeaderLength = 4096
    /// The longest signature, in characters: that of the largest RSA key.
    static let maximumSignatureLength = 1366

    let header: TokenHeader
    /// What is signed: the first two parts with their dot, as they came.
    let signingInput: ArraySlice<UInt8>
    let signature: [UInt8]
    private let encodedPayload: ArraySlice<UInt8>

    /// - Throws: ``TokenError`` when these are not three parts of base64url, or the header is refused.
    init(_ text: [UInt8]) throws(TokenError) {
        let dot = UInt8(ascii: ".")
        guard let first = text.firstIndex(of: dot), let second = text[(first + 1)...].firstIndex(of: dot) else {
            throw TokenError(.malformed, "parts")
        }
        guard first <= CompactToken.maximumHeaderLength else { throw TokenError(.tooLarge, "header") }
        let encodedSignature = text[(second + 1)...]
        guard encodedSignature.count <= CompactToken.maximumSignatureLength else { throw TokenError(.tooLarge, "signature") }
        guard let headerBytes = Base64URL.decode(text[..<first]) else { throw TokenError(.malformed, "header") }
        header = try TokenHeader(headerBytes)
        guard let signature = Base64URL.decode(encodedSignature) else { throw TokenError(.malformed, "signature") }
        self.signature = signature
        signingInput = text[..<second]
        encodedPayload = text[(first + 1)..<second]
    }

    /// The payload's bytes. To be called after the signature was found right.
    ///
    /// - Throws: ``TokenError`` when it is no base64url.
    func payload() throws(TokenError) -> [UInt8] {
        guard let bytes = Base64URL.decode(encodedPayload) else { throw TokenError(.malformed, "payload") }
        return bytes
    }
}
