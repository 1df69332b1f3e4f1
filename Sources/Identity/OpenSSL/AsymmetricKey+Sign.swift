import COpenSSL

extension AsymmetricKey {
    /// The signature of `input` in its JOSE form.
    ///
    /// - Throws: ``TokenError`` with ``TokenError/Code/internalError`` when this is only a public key.
    func sign(_ input: [UInt8], algorithm: TokenAlgorithm) throws(TokenError) -> [UInt8] {
        guard let signature = signature(of: input, algorithm: algorithm) else {
            ERR_clear_error()
            throw TokenError(.internalError, "signing")
        }
        guard let length = kind.coordinateLength else { return signature }
        guard let halves = ECDSASignature(der: signature, coordinateLength: length) else {
            throw TokenError(.internalError, "signing")
        }
        return halves.joined
    }

    private func signature(of input: [UInt8], algorithm: TokenAlgorithm) -> [UInt8]? {
        guard let context = Owned(EVP_MD_CTX_new(), release: EVP_MD_CTX_free) else { return nil }
        var details: OpaquePointer?
        let initialised = EVP_DigestSignInit_ex(context.pointer, &details, algorithm.digestName, nil, nil, pointer, nil)
        guard initialised == 1, AsymmetricKey.setPadding(details, algorithm) else { return nil }
        var length = 0
        guard EVP_DigestSign(context.pointer, nil, &length, input, input.count) == 1 else { return nil }
        var signature = [UInt8](repeating: 0, count: length)
        guard EVP_DigestSign(context.pointer, &signature, &length, input, input.count) == 1 else { return nil }
        return Array(signature.prefix(length))
    }
}
