import Testing

@testable import Identity

@Suite struct ECDSASignatureTests {
    @Test("writes leading zeros and high bits as ASN.1 wants them, and reads them back")
    func der() throws {
        let first = [UInt8](repeating: 0, count: 31) + [0x01]
        let second = [0x80] + [UInt8](repeating: 0, count: 31)
        let signature = try #require(ECDSASignature(joined: first + second, coordinateLength: 32))
        #expect(signature.der == [0x30, 0x26, 0x02, 0x01, 0x01, 0x02, 0x21, 0x00, 0x80] + [UInt8](repeating: 0, count: 31))
        #expect(ECDSASignature(der: signature.der, coordinateLength: 32) == signature)
    }

    @Test("writes zero as one byte")
    func zero() throws {
        let signature = try #require(ECDSASignature(joined: [UInt8](repeating: 0, count: 64), coordinateLength: 32))
        #expect(signature.der == [0x30, 0x06, 0x02, 0x01, 0x00, 0x02, 0x01, 0x00])
        #expect(ECDSASignature(der: signature.der, coordinateLength: 32) == signature)
    }

    @Test("refuses every length but twice that of a coordinate", arguments: [0, 1, 63, 65, 70, 72, 96])
    func lengths(_ count: Int) {
        #expect(ECDSASignature(joined: [UInt8](repeating: 1, count: count), coordinateLength: 32) == nil)
    }

    @Test(
        "refuses what is no sequence of two short integers",
        arguments: [
            [], [0x30], [0x30, 0x00], [0x31, 0x06, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01], [0x30, 0x07, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01],
            [0x30, 0x06, 0x02, 0x01, 0x01, 0x02, 0x02, 0x01], [0x30, 0x03, 0x02, 0x01, 0x01], [0x30, 0x05, 0x02, 0x01, 0x01, 0x02, 0x00],
            [0x30, 0x07, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01, 0x00],
        ] as [[UInt8]])
    func malformed(_ der: [UInt8]) {
        #expect(ECDSASignature(der: der, coordinateLength: 32) == nil)
    }

    @Test("writes long lengths in as few bytes as they need")
    func longLength() {
        #expect(Array(DER.bitString([UInt8](repeating: 7, count: 126)).prefix(3)) == [0x03, 0x7F, 0x00])
        #expect(Array(DER.bitString([UInt8](repeating: 7, count: 127)).prefix(4)) == [0x03, 0x81, 0x80, 0x00])
        #expect(Array(DER.bitString([UInt8](repeating: 7, count: 511)).prefix(5)) == [0x03, 0x82, 0x02, 0x00, 0x00])
    }
}
