/// Which headers somebody may add to our requests.
enum HeaderRules {
    /// Those that say what the body is and where it ends.
    private static let own: Set<String> = [
        "connection", "content-encoding", "content-length", "content-type", "host", "transfer-encoding",
    ]

    /// - Throws: ``OTLPConfigurationError`` that names the place of the entry, never its value.
    static func check(_ header: OTLPAttribute, number: Int, variable: String) throws(OTLPConfigurationError) {
        guard header.key.utf8.allSatisfy(isTokenByte) else { throw OTLPConfigurationError(variable, .headerName(number)) }
        guard header.value.utf8.allSatisfy(isValueByte) else { throw OTLPConfigurationError(variable, .headerValue(number)) }
        let name = header.key.lowercased()
        if own.contains(name) { throw OTLPConfigurationError(variable, .ownHeader(name)) }
    }

    /// The bytes of a header's name (RFC 9110, section 5.6.2).
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }

    /// The bytes of a header's value (RFC 9110, section 5.5): a line end would begin another header.
    private static func isValueByte(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\t") || (byte >= 0x20 && byte != 0x7F)
    }
}
