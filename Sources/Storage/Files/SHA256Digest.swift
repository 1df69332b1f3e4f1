import COpenSSL

/// The SHA-256 of bytes that come one after the other (FIPS 180-4), by OpenSSL. Not thread-safe: a value of its owner.
final class SHA256Digest {
    private let context: OpaquePointer?
    private var isSound: Bool

    init() {
        context = EVP_MD_CTX_new()
        isSound = context != nil && EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1
    }

    deinit {
        EVP_MD_CTX_free(context)
    }

    func add(_ bytes: [UInt8]) {
        isSound = isSound && bytes.withUnsafeBytes { EVP_DigestUpdate(context, $0.baseAddress, $0.count) } == 1
    }

    /// The digest in hexadecimal digits, once; nil when OpenSSL has no memory or forbids the algorithm.
    func finish() -> String? {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var length: UInt32 = 0
        guard isSound, EVP_DigestFinal_ex(context, &digest, &length) == 1 else { return nil }
        isSound = false
        let digits = Array("0123456789abcdef".utf8)
        let text = digest.prefix(Int(length)).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }
}
