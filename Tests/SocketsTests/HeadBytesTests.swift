import NIOCore
import Testing

@testable import Sockets

@Suite("The bytes of a head")
struct HeadBytesTests {
    private func look<Value>(_ text: String, _ body: (UnsafeBufferPointer<UInt8>) -> Value) -> Value {
        var text = text
        return text.withUTF8(body)
    }

    @Test("are searched from a place on; what is not found is at their end")
    func offset() {
        look("a,b,") { bytes in
            #expect(bytes.offset(of: UInt8(ascii: ",")) == 1)
            #expect(bytes.offset(of: UInt8(ascii: ","), from: 1) == 1)
            #expect(bytes.offset(of: UInt8(ascii: ","), from: 2) == 3)
            #expect(bytes.offset(of: UInt8(ascii: ","), from: 4) == 4)
            #expect(bytes.offset(of: UInt8(ascii: ","), from: 9) == 4)
            #expect(bytes.offset(of: 0) == 4)
        }
        #expect(UnsafeBufferPointer<UInt8>(start: nil, count: 0).offset(of: 0) == 0)
    }

    @Test("spell a text as a whole and begin with it")
    func spells() {
        look("/ws/chat") { bytes in
            #expect(bytes.spells("/ws/chat"))
            #expect(!bytes.spells("/ws/chat/"))
            #expect(!bytes.spells("/ws/chaT"))
            #expect(bytes.begins(with: "/ws/"))
            #expect(bytes.begins(with: ""))
            #expect(!bytes.begins(with: "/ws/chat/"))
            #expect(!bytes.spells(""))
            #expect(bytes.part(3..<3).spells(""))
        }
        #expect(UnsafeBufferPointer<UInt8>(start: nil, count: 0).spells(""))
    }

    @Test("lose blanks and tabs at both ends and nothing else")
    func trimmed() {
        for (text, trimmed) in [(" \ta b\t ", "a b"), ("a", "a"), ("", ""), (" \t", ""), ("\u{A0}a\n", "\u{A0}a\n")] {
            #expect(look(text) { String(decoding: $0.trimmed, as: UTF8.self) } == trimmed)
        }
    }

    @Test("of a token are those of RFC 9110, section 5.6.2")
    func tokens() {
        let all = Set("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)
        for byte in UInt8.min...UInt8.max { #expect(RequestLine.isTokenByte(byte) == all.contains(byte), "\(byte)") }
    }

    @Test("of a target are the visible ones of ASCII, wherever they stand")
    func targets() {
        for byte in UInt8.min...UInt8.max {
            for place in [0, 1, 20, 39] {
                var target = [UInt8](repeating: UInt8(ascii: "a"), count: 40)
                target[place] = byte
                let line = Array("GET ".utf8) + target + Array(" HTTP/1.1".utf8)
                let isRead = line.withUnsafeBufferPointer { RequestLine($0) } != nil
                #expect(isRead == (0x21...0x7E).contains(byte), "\(byte) at \(place)")
            }
        }
    }

    @Test("of an address come to the text that the C library makes")
    func addresses() throws {
        for text in ["127.0.0.1", "0.0.0.0", "255.255.255.255", "10.1.20.199", "100.99.9.109", "192.168.200.0", "::1", "2001:db8::7"] {
            let address = try SocketAddress(ipAddress: text, port: 8000)
            #expect(address.addressText == text)
            #expect(address.addressText == address.ipAddress)
        }
        #expect(try SocketAddress(unixDomainSocketPath: "/tmp/x").addressText == "")
    }
}
