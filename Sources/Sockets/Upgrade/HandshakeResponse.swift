import COpenSSL
import NIOCore

/// The server's answer to an opening handshake (RFC 6455, section 4.2.2).
enum HandshakeResponse {
    /// The bytes of the 101 response.
    ///
    /// - Parameters:
    ///   - key: the request's `Sec-WebSocket-Key`.
    ///   - subprotocol: the one selected; never a token that a client offered.
    static func bytes(key: String, subprotocol: String?) -> ByteBuffer {
        var buffer = ByteBuffer()
        // The session's first frame goes behind it: room for both at once.
        buffer.reserveCapacity(1024)
        buffer.writeStaticString("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ")
        writeAccept(key, into: &buffer)
        if let subprotocol {
            buffer.writeStaticString("\r\nSec-WebSocket-Protocol: ")
            buffer.writeString(subprotocol)
        }
        buffer.writeStaticString("\r\n\r\n")
        return buffer
    }

    /// Fetched once: OpenSSL looks an algorithm up by its name for each digest otherwise.
    // nonisolated(unsafe): OpenSSL's algorithms never change once they are fetched, and count their references atomically.
    nonisolated(unsafe) private static let sha1 = EVP_MD_fetch(nil, "SHA1", nil)

    /// SHA-1 of the key and the protocol's GUID, in base64. SHA-1 is what the RFC asks for; nothing secret rests on it.
    private static func writeAccept(_ key: String, into buffer: inout ByteBuffer) {
        var input = key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digest in
            digest.initialize(repeating: 0)
            input.withUTF8 { _ = EVP_Digest($0.baseAddress, $0.count, digest.baseAddress, nil, sha1 ?? EVP_sha1(), nil) }
            // OpenSSL ends the 28 digits with a zero byte.
            buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: 29) { text in
                Int(EVP_EncodeBlock(text.bindMemory(to: UInt8.self).baseAddress, digest.baseAddress, Int32(digest.count)))
            }
        }
    }
}
