/// An ECDSA signature: JOSE joins its two numbers at fixed length (RFC 7518 section 3.4), OpenSSL wants ASN.1
/// (RFC 3279 section 2.2.3).
struct ECDSASignature: Equatable {
    /// Both numbers, each at the length of a coordinate, most significant byte first.
    let joined: [UInt8]

    /// Takes a JOSE signature; nil when it does not have exactly two coordinates' length.
    init?(joined: [UInt8], coordinateLength: Int) {
        guard joined.count == 2 * coordinateLength else { return nil }
        self.joined = joined
    }

    /// Takes what OpenSSL wrote; nil when it is not the encoding of two numbers of at most that length.
    init?(der: [UInt8], coordinateLength: Int) {
        var rest = der[...]
        guard rest.popFirst() == 0x30, let length = rest.popFirst(), length < 0x80, Int(length) == rest.count else { return nil }
        guard let first = ECDSASignature.integer(&rest, coordinateLength),
            let second = ECDSASignature.integer(&rest, coordinateLength),
            rest.isEmpty
        else { return nil }
        joined = first + second
    }

    /// The same signature as a sequence of two integers. Of the two curves in use none needs a long length.
    var der: [UInt8] {
        let middle = joined.count / 2
        return DER.sequence(DER.unsignedInteger(joined[..<middle]), DER.unsignedInteger(joined[middle...]))
    }

    private static func integer(_ rest: inout ArraySlice<UInt8>, _ coordinateLength: Int) -> [UInt8]? {
        guard rest.popFirst() == 0x02, let length = rest.popFirst(), length > 0, Int(length) <= rest.count else { return nil }
        let digits = rest.prefix(Int(length)).drop { $0 == 0 }
        rest.removeFirst(Int(length))
        guard digits.count <= coordinateLength else { return nil }
        return [UInt8](repeating: 0, count: coordinateLength - digits.count) + digits
    }
}
