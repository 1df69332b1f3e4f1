extension KeySet {
    /// The keys of a JSON Web Key Set (RFC 7517 section 5): RSA, EC (P-256, P-384), OKP (Ed25519) and oct.
    ///
    /// Keys that cannot be used for signatures here (of other kinds, for encryption, weak or broken) are left out, as
    /// the RFC asks for, and told in ``ignored``. Private members are not looked at.
    ///
    /// - Throws: ``KeyError`` when the text is no JWKS, is too large, or holds no usable key at all.
    public static func jwks(_ json: [UInt8]) throws(KeyError) -> KeySet {
        guard json.count <= maximumJWKSBytes else { throw KeyError(.tooLarge, "a JWKS may have at most \(maximumJWKSBytes) bytes") }
        let entries = try entries(of: json)
        guard entries.count <= maximumKeys else { throw KeyError(.tooLarge, "a JWKS may have at most \(maximumKeys) keys") }
        var keys: [VerificationKey] = []
        var ignored: [KeyError] = []
        for entry in entries {
            do {
                try keys.append(JSONWebKey(entry).verificationKey())
            } catch {
                ignored.append(error)
            }
        }
        guard !keys.isEmpty else { throw ignored.first ?? KeyError(.noUsableKey, "the JWKS holds no key") }
        return KeySet(keys: keys, ignored: ignored)
    }

    private static func entries(of json: [UInt8]) throws(KeyError) -> [JSONValue] {
        let document: JSONObject
        do {
            document = try JSONParser.object(json)
        } catch {
            throw KeyError(.malformed, error == .duplicateMember ? "the JWKS names a member twice" : "the JWKS is not valid JSON")
        }
        guard case .array(let entries) = document["keys"] else { throw KeyError(.malformed, "the JWKS has no array `keys`") }
        return entries
    }
}
