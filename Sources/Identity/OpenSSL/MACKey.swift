import COpenSSL

/// A secret for HMAC (RFC 2104), ready to be used many times from any thread.
///
/// The secret itself is kept by OpenSSL only, which wipes it when it frees the context.
///
/// Sendable: the context is written in `init` and freed in `deinit` only; between them it is only the constant source of
/// `EVP_MAC_CTX_dup`, so threads do nothing but read it.
final class MACKey: @unchecked Sendable {
    private let template: OpaquePointer
    /// Length of the code in bytes.
    let length: Int

    /// Keys the context, so that a verification neither fetches the algorithm nor hashes the key's pads again.
    ///
    /// - Throws: ``KeyError`` with ``KeyError/Code/internalError`` when OpenSSL has no such hash.
    init(secret: [UInt8], algorithm: TokenAlgorithm) throws(KeyError) {
        guard let context = MACKey.context(secret: secret, digestName: algorithm.digestName ?? "") else {
            throw KeyError(.internalError, "HMAC is not available")
        }
        template = context
        length = algorithm.digestLength
    }

    deinit {
        EVP_MAC_CTX_free(template)
    }

    private static func context(secret: [UInt8], digestName: String) -> OpaquePointer? {
        guard let mac = Owned(EVP_MAC_fetch(nil, "HMAC", nil), release: EVP_MAC_free) else { return nil }
        guard let context = EVP_MAC_CTX_new(mac.pointer) else { return nil }
        guard initialise(context, secret: secret, digestName: digestName) else {
            EVP_MAC_CTX_free(context)
            ERR_clear_error()
            return nil
        }
        return context
    }

    /// The parameters keep pointers to both of their strings, so these must live as long as the call.
    private static func initialise(_ context: OpaquePointer, secret: [UInt8], digestName: String) -> Bool {
        var value = Array(digestName.utf8CString)
        return OSSL_MAC_PARAM_DIGEST.withCString { key in
            value.withUnsafeMutableBufferPointer { value in
                var parameters = [OSSL_PARAM_construct_utf8_string(key, value.baseAddress, 0), OSSL_PARAM_construct_end()]
                return EVP_MAC_init(context, secret, secret.count, &parameters) == 1
            }
        }
    }

    /// The authentication code of `input`, or nil when OpenSSL has no memory left.
    func authenticate(_ input: ArraySlice<UInt8>) -> [UInt8]? {
        guard let context = Owned(EVP_MAC_CTX_dup(template), release: EVP_MAC_CTX_free) else { return nil }
        let updated = input.withUnsafeBufferPointer { EVP_MAC_update(context.pointer, $0.baseAddress, $0.count) }
        var written = 0
        let code = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
            guard updated == 1, EVP_MAC_final(context.pointer, buffer.baseAddress, &written, buffer.count) == 1 else { return }
            count = written
        }
        guard code.count == length else {
            ERR_clear_error()
            return nil
        }
        return code
    }

    /// Whether `signature` is the code of `input`; takes the same time wherever they differ.
    func verifies(_ signature: [UInt8], of input: ArraySlice<UInt8>) -> Bool {
        guard signature.count == length, let code = authenticate(input) else { return false }
        return CRYPTO_memcmp(code, signature, length) == 0
    }
}
