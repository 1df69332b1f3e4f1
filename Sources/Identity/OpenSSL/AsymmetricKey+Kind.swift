import COpenSSL

extension AsymmetricKey {
    /// The least size of an RSA key, in bits (RFC 7518 section 3.3).
    static let minimumRSABits = 2048
    /// The largest size of an RSA key, in bits: the cost of a verification grows with its square.
    static let maximumRSABits = 8192
    /// The longest public exponent, in bits; a long one would make each verification as dear as a signature.
    static let maximumExponentBits: Int32 = 64

    /// - Throws: ``KeyError`` when tokens cannot be signed with this key, or must not be.
    static func kind(of pointer: OpaquePointer) throws(KeyError) -> Kind {
        if EVP_PKEY_is_a(pointer, "RSA") == 1 {
            try checkRSA(pointer)
            return .rsa
        }
        if EVP_PKEY_is_a(pointer, "RSA-PSS") == 1 {
            try checkRSA(pointer)
            return .rsaPSS
        }
        if EVP_PKEY_is_a(pointer, "EC") == 1 { return try curve(of: pointer) }
        if EVP_PKEY_is_a(pointer, "ED25519") == 1 { return .ed25519 }
        throw KeyError(.unsupportedKeyType, "only RSA, P-256, P-384 and Ed25519 keys are accepted")
    }

    private static func checkRSA(_ pointer: OpaquePointer) throws(KeyError) {
        let bits = Int(EVP_PKEY_get_bits(pointer))
        guard bits >= minimumRSABits else { throw KeyError(.weakKey, "an RSA key needs at least \(minimumRSABits) bits") }
        guard bits <= maximumRSABits else { throw KeyError(.tooLarge, "an RSA key may have at most \(maximumRSABits) bits") }
        var exponent: OpaquePointer?
        let result = EVP_PKEY_get_bn_param(pointer, OSSL_PKEY_PARAM_RSA_E, &exponent)
        guard result == 1, let number = Owned(exponent, release: BN_free) else {
            throw KeyError(.malformed, "the RSA key has no public exponent")
        }
        guard BN_num_bits(number.pointer) <= maximumExponentBits else {
            throw KeyError(.tooLarge, "an RSA exponent may have at most \(maximumExponentBits) bits")
        }
    }

    private static func curve(of pointer: OpaquePointer) throws(KeyError) -> Kind {
        var name = [CChar](repeating: 0, count: 64)
        var length = 0
        guard EVP_PKEY_get_group_name(pointer, &name, name.count, &length) == 1 else {
            throw KeyError(.unsupportedKeyType, "an EC key needs a named curve")
        }
        switch String(decoding: name.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self) {
        case "prime256v1", "P-256": return .p256
        case "secp384r1", "P-384": return .p384
        default: throw KeyError(.unsupportedKeyType, "of the EC curves only P-256 and P-384 are accepted")
        }
    }
}
