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
        buffer.reserveCapacity(192)
        buffer.writeStaticString("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ")
        buffer.writeBytes(accept(key: key))
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
    static func accept(key: String) -> [UInt8] {
        let input = Array((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8)
        var digest = [UInt8](repeating: 0, count: 20)
        EVP_Digest(input, input.count, &digest, nil, sha1 ?? EVP_sha1(), nil)
        var text = [UInt8](repeating: 0, count: 29)
        let count = EVP_EncodeBlock(&text, digest, Int32(digest.count))
        return Array(text.prefix(Int(count)))
    }
}
