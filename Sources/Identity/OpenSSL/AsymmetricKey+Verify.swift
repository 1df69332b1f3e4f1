import COpenSSL

extension AsymmetricKey {
    /// Whether `signature`, in its JOSE form, is this key's signature of `input`.
    ///
    /// The caller has checked that the algorithm is one of the key's.
    func verifies(_ signature: [UInt8], of input: ArraySlice<UInt8>, algorithm: TokenAlgorithm) -> Bool {
        guard let encoded = encodedForOpenSSL(signature) else { return false }
        guard let context = Owned(EVP_MD_CTX_new(), release: EVP_MD_CTX_free) else { return false }
        var details: OpaquePointer?
        let initialised = EVP_DigestVerifyInit_ex(context.pointer, &details, algorithm.digestName, nil, nil, pointer, nil)
        guard initialised == 1, AsymmetricKey.setPadding(details, algorithm) else {
            ERR_clear_error()
            return false
        }
        let result = input.withUnsafeBufferPointer { input in
            EVP_DigestVerify(context.pointer, encoded, encoded.count, input.baseAddress, input.count)
        }
        if result != 1 { ERR_clear_error() }
        return result == 1
    }

    /// Sets the RSA padding that the algorithm names; PSS with a salt as long as the hash (RFC 7518 section 3.5).
    static func setPadding(_ details: OpaquePointer?, _ algorithm: TokenAlgorithm) -> Bool {
        switch algorithm.family {
        case .rsaPKCS1:
            EVP_PKEY_CTX_set_rsa_padding(details, RSA_PKCS1_PADDING) == 1
        case .rsaPSS:
            EVP_PKEY_CTX_set_rsa_padding(details, RSA_PKCS1_PSS_PADDING) == 1
                && EVP_PKEY_CTX_set_rsa_pss_saltlen(details, RSA_PSS_SALTLEN_DIGEST) == 1
        case .hmac, .ecdsa, .edDSA:
            true
        }
    }

    private func encodedForOpenSSL(_ signature: [UInt8]) -> [UInt8]? {
        guard let length = kind.coordinateLength else { return signature }
        return ECDSASignature(joined: signature, coordinateLength: length)?.der
    }
}
