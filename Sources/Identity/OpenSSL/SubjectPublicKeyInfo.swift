/// Writes public keys in the form that OpenSSL reads them in (SubjectPublicKeyInfo, RFC 5280 section 4.1.2.7).
enum SubjectPublicKeyInfo {
    /// An RSA key (RFC 3279 section 2.3.1) of modulus and exponent, most significant byte first.
    static func rsa(modulus: [UInt8], exponent: [UInt8]) -> [UInt8] {
        let rsaEncryption: [UInt8] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01]
        return DER.sequence(
            DER.sequence(DER.objectIdentifier(rsaEncryption), DER.null),
            DER.bitString(DER.sequence(DER.unsignedInteger(modulus), DER.unsignedInteger(exponent)))
        )
    }

    /// A point on P-256 (RFC 5480 section 2), uncompressed.
    static func p256(x: [UInt8], y: [UInt8]) -> [UInt8] {
        point(x, y, curve: [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07])
    }

    /// A point on P-384 (RFC 5480 section 2), uncompressed.
    static func p384(x: [UInt8], y: [UInt8]) -> [UInt8] {
        point(x, y, curve: [0x2B, 0x81, 0x04, 0x00, 0x22])
    }

    /// An Ed25519 key (RFC 8410 section 4).
    static func ed25519(_ key: [UInt8]) -> [UInt8] {
        DER.sequence(DER.sequence(DER.objectIdentifier([0x2B, 0x65, 0x70])), DER.bitString(key))
    }

    private static func point(_ x: [UInt8], _ y: [UInt8], curve: [UInt8]) -> [UInt8] {
        let ecPublicKey: [UInt8] = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]
        return DER.sequence(
            DER.sequence(DER.objectIdentifier(ecPublicKey), DER.objectIdentifier(curve)),
            DER.bitString([0x04] + x + y)
        )
    }
}
