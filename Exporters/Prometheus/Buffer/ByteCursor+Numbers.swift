/// Numbers in decimal.
extension ByteCursor {
    /// The longest text of a number: a sign, 17 digits, a point and an exponent, or the 20 digits of the largest integer.
    static let longestNumber = 32

    /// The two digits of 0 to 99, one after the other: half the divisions.
    ///
    /// A literal, since the address of a static array must be asked for each time.
    private static var digitPairs: UnsafePointer<UInt8> {
        let digits: StaticString = """
            0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849\
            5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899
            """
        return digits.utf8Start
    }

    /// A whole number.
    mutating func put(_ number: UInt64) {
        if number < 10 { return put(UInt8(truncatingIfNeeded: number) &+ 48) }
        let length = Self.digits(of: number)
        let start = position
        var end = start + length
        skip(length)
        var rest = number
        let pairs = Self.digitPairs
        while rest >= 10 {
            let pair = Int(truncatingIfNeeded: rest % 100) &* 2
            rest /= 100
            end -= 2
            end[0] = pairs[pair]
            end[1] = pairs[pair &+ 1]
        }
        if end != start { start.pointee = UInt8(truncatingIfNeeded: rest) &+ 48 }
    }

    /// A value: a whole number without a fraction, anything else as short as it reads back exactly.
    ///
    /// - SeeAlso: <https://prometheus.io/docs/instrumenting/exposition_formats/#comments-help-text-and-type-information>
    mutating func put(_ number: Double) {
        let magnitude = number.magnitude
        if magnitude < 0x1p53, let whole = UInt64(exactly: magnitude) {
            if number < 0 { put(UInt8(ascii: "-")) }
            put(whole)
        } else if number.isFinite {
            putShortest(number)
        } else {
            put(number.isNaN ? "NaN" as StaticString : number < 0 ? "-Inf" : "+Inf")
        }
    }

    /// Seconds since 1970, to the millisecond.
    mutating func put(unixSeconds: Double) {
        put((unixSeconds * 1_000).rounded() / 1_000)
    }

    private mutating func putShortest(_ number: Double) {
        var sink = DigitSink(cursor: self)
        number.write(to: &sink)
        self = sink.cursor
    }

    @inline(__always)
    private static func digits(of number: UInt64) -> Int {
        var length = 1
        var rest = number
        while rest >= 10_000 {
            rest /= 10_000
            length += 4
        }
        return length + (rest >= 1_000 ? 3 : rest >= 100 ? 2 : rest >= 10 ? 1 : 0)
    }
}
