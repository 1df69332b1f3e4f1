/// Typed access to the claims of a token whose signature holds (RFC 7519 section 4).
///
/// A claim that is absent or null is nil; one of the wrong type is an error, never ignored.
struct Claims {
    /// 9999-12-31T23:59:59Z: later times have no RFC 3339 spelling, and are milliseconds taken for seconds.
    static let latestInstant: Int64 = 253_402_300_799

    private let members: JSONObject

    /// - Throws: ``TokenError`` when the payload is no JSON object with distinct members.
    init(_ json: [UInt8]) throws(TokenError) {
        do {
            members = try JSONParser.object(json)
        } catch {
            throw error == .duplicateMember ? TokenError(.malformed, "claims, duplicate member") : TokenError(.malformed, "claims")
        }
    }

    func value(_ name: Name) -> JSONValue? {
        members[name.rawValue]
    }

    /// Whether the claim is there, null or not.
    func contains(_ name: Name) -> Bool {
        members.contains(name.rawValue)
    }

    func text(_ name: Name) throws(TokenError) -> String? {
        guard let value = value(name) else { return nil }
        guard let text = value.string else { throw TokenError(.malformedClaim, name.part) }
        return text
    }

    func flag(_ name: Name) throws(TokenError) -> Bool {
        guard let value = value(name) else { return false }
        guard case .bool(let flag) = value else { throw TokenError(.malformedClaim, name.part) }
        return flag
    }

    func texts(_ name: Name) throws(TokenError) -> [String]? {
        guard let value = value(name) else { return nil }
        guard let texts = value.strings else { throw TokenError(.malformedClaim, name.part) }
        return texts
    }

    /// A NumericDate in Unix seconds, rounded down; fractions are allowed (RFC 7519 section 2).
    func instant(_ name: Name) throws(TokenError) -> Int64? {
        guard let value = value(name) else { return nil }
        guard case .number(let digits) = value, let seconds = Claims.wholeSeconds(digits),
            (0...Claims.latestInstant).contains(seconds)
        else { throw TokenError(.malformedClaim, name.part) }
        return seconds
    }

    private static func wholeSeconds(_ digits: String) -> Int64? {
        if let whole = Int64(digits) { return whole }
        guard let number = Double(digits) else { return nil }
        return Int64(exactly: number.rounded(.down))
    }
}
