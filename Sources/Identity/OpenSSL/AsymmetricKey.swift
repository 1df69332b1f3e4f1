import COpenSSL

/// A public key, or a pair of keys, that is strong enough and of a kind that tokens may be signed with.
///
/// Sendable: the `EVP_PKEY` is complete when `init` gets it and is never changed afterwards; OpenSSL allows concurrent use of
/// such a key (openssl-threads(7)). Each operation has its own context.
final class AsymmetricKey: @unchecked Sendable {
    let pointer: OpaquePointer
    let kind: Kind

    /// What the key is; it decides which algorithms the key is for.
    enum Kind: Hashable, Sendable {
        case rsa
        /// An RSA key that its own encoding keeps for PSS (RFC 4055 section 3.1).
        case rsaPSS
        case p256
        case p384
        case ed25519

        var algorithms: [TokenAlgorithm] {
            switch self {
            case .rsa: [.rs256, .rs384, .rs512, .ps256]
            case .rsaPSS: [.ps256]
            case .p256: [.es256]
            case .p384: [.es384]
            case .ed25519: [.edDSA]
            }
        }

        /// Length in bytes of each half of a JOSE signature (RFC 7518 section 3.4); nil where there are no halves.
        var coordinateLength: Int? {
            switch self {
            case .p256: 32
            case .p384: 48
            case .rsa, .rsaPSS, .ed25519: nil
            }
        }
    }

    private init(pointer: OpaquePointer, kind: Kind) {
        self.pointer = pointer
        self.kind = kind
    }

    deinit {
        EVP_PKEY_free(pointer)
    }

    /// Takes over a key, and frees it at once when it is refused.
    ///
    /// - Throws: ``KeyError`` when it is of another kind, weak, or no valid key.
    static func checked(taking pointer: OpaquePointer) throws(KeyError) -> AsymmetricKey {
        do throws(KeyError) {
            let kind = try kind(of: pointer)
            guard isValid(pointer) else { throw KeyError(.malformed, "the public key is not valid") }
            return AsymmetricKey(pointer: pointer, kind: kind)
        } catch {
            EVP_PKEY_free(pointer)
            ERR_clear_error()
            throw error
        }
    }

    /// Reads a key in its X.509 form (SubjectPublicKeyInfo, RFC 5280 section 4.1).
    static func subjectPublicKeyInfo(_ encoding: [UInt8]) throws(KeyError) -> AsymmetricKey {
        let pointer = encoding.withUnsafeBufferPointer { buffer in
            var next = buffer.baseAddress
            return d2i_PUBKEY(nil, &next, buffer.count)
        }
        guard let pointer else {
            ERR_clear_error()
            throw KeyError(.malformed, "the public key is not valid")
        }
        return try checked(taking: pointer)
    }

    private static func isValid(_ pointer: OpaquePointer) -> Bool {
        guard let context = Owned(EVP_PKEY_CTX_new(pointer, nil), release: EVP_PKEY_CTX_free) else { return false }
        return EVP_PKEY_public_check(context.pointer) == 1
    }
}
