import COpenSSL

/// Reads the keys of a PEM text (RFC 7468) without ever asking for a passphrase.
enum PEM {
    /// The most blocks that are looked at.
    static let maximumBlocks = 32

    /// One block: its label and its bytes.
    private struct Block {
        var label: String
        var isEncrypted: Bool
        var content: [UInt8]
    }

    /// The keys in the order of their blocks.
    ///
    /// Public and private keys all count. Of certificates only the first does: those behind it in a chain belong to
    /// its issuers, who sign certificates and not tokens. Their dates are not checked: whoever configures a
    /// certificate trusts its key.
    ///
    /// - Throws: ``KeyError`` when a block is broken, encrypted, or holds a key that is refused.
    static func keys(in text: [UInt8]) throws(KeyError) -> [AsymmetricKey] {
        var keys: [AsymmetricKey] = []
        var hasCertificate = false
        for block in try blocks(of: text) {
            guard !block.isEncrypted else { throw KeyError(.encrypted, "the PEM key is encrypted; give it without a passphrase") }
            switch block.label {
            case "PUBLIC KEY":
                try keys.append(.subjectPublicKeyInfo(block.content))
            case "CERTIFICATE" where !hasCertificate:
                hasCertificate = true
                try keys.append(key(decoded(block.content, certificateKey)))
            case "RSA PUBLIC KEY":
                try keys.append(key(decoded(block.content) { d2i_PublicKey(EVP_PKEY_RSA, nil, &$0, $1) }))
            case "PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY":
                try keys.append(key(decoded(block.content) { d2i_AutoPrivateKey(nil, &$0, $1) }))
            default:
                continue
            }
        }
        return keys
    }

    private static func key(_ pointer: OpaquePointer?) throws(KeyError) -> AsymmetricKey {
        guard let pointer else {
            ERR_clear_error()
            throw KeyError(.malformed, "a PEM block does not hold the key that its label names")
        }
        return try .checked(taking: pointer)
    }

    private static func decoded(
        _ content: [UInt8],
        _ decode: (inout UnsafePointer<UInt8>?, Int) -> OpaquePointer?
    ) -> OpaquePointer? {
        content.withUnsafeBufferPointer { buffer in
            var next = buffer.baseAddress
            return decode(&next, buffer.count)
        }
    }

    private static func certificateKey(_ next: inout UnsafePointer<UInt8>?, _ count: Int) -> OpaquePointer? {
        guard let certificate = Owned(d2i_X509(nil, &next, count), release: X509_free) else { return nil }
        return X509_get_pubkey(certificate.pointer)
    }

    private static func blocks(of text: [UInt8]) throws(KeyError) -> [Block] {
        guard let source = Owned(BIO_new_mem_buf(text, Int32(clamping: text.count)), release: { _ = BIO_free($0) }) else {
            throw KeyError(.internalError, "no memory")
        }
        var blocks: [Block] = []
        while let block = nextBlock(source.pointer) {
            guard blocks.count < maximumBlocks else { throw KeyError(.tooLarge, "more than \(maximumBlocks) PEM blocks") }
            blocks.append(block)
        }
        let reason = ERR_GET_REASON(ERR_peek_last_error())
        ERR_clear_error()
        guard reason == PEM_R_NO_START_LINE else { throw KeyError(.malformed, "a PEM block is broken") }
        return blocks
    }

    /// The next block, or nil at the end or at a broken one; OpenSSL's error queue tells which.
    private static func nextBlock(_ source: OpaquePointer) -> Block? {
        var label: UnsafeMutablePointer<CChar>?
        var header: UnsafeMutablePointer<CChar>?
        var content: UnsafeMutablePointer<UInt8>?
        var length = 0
        guard PEM_read_bio(source, &label, &header, &content, &length) == 1 else { return nil }
        defer {
            CRYPTO_free(label, #fileID, #line)
            CRYPTO_free(header, #fileID, #line)
            CRYPTO_clear_free(content, length, #fileID, #line)
        }
        guard let label, let header, let content else { return nil }
        let name = String(cString: label)
        return Block(
            label: name,
            isEncrypted: name == "ENCRYPTED PRIVATE KEY" || header.pointee != 0,
            content: Array(UnsafeBufferPointer(start: content, count: length))
        )
    }
}
