/// Numbers in decimal.
extension ByteCursor {
    /// Room for any number: a sign, 17 digits, a point and an exponent, or the 20 digits of the largest integer. Short numbers
    /// are written eight bytes at once, which is no more.
    static let longestNumber = 32

    /// A whole number.
    @inline(__always)
    mutating func put(_ number: UInt64) {
        let rest = UInt64(100_000_000)
        if number < rest { return put(short: number) }
        putLong(number)
    }

    /// A value: a whole number without a fraction, anything else as short as it reads back exactly.
    ///
    /// - SeeAlso: <https://prometheus.io/docs/instrumenting/exposition_formats/#comments-help-text-and-type-information>
    @inline(__always)
    mutating func put(_ number: Double) {
        // Added to 2⁵², a smaller number keeps its whole part only, and that in the lowest bits: a conversion to an integer
        // has more checks.
        let limit = 0x1p52
        let magnitude = number.magnitude
        let whole = magnitude + limit
        guard magnitude < limit, whole - limit == magnitude else { return putUnusual(number) }
        if number < 0 { put(UInt8(ascii: "-")) }
        put(whole.bitPattern & 0xF_FFFF_FFFF_FFFF)
    }

    /// Seconds since 1970, to the millisecond.
    mutating func put(unixSeconds: Double) {
        put((unixSeconds * 1_000).rounded() / 1_000)
    }

    /// A number of up to eight digits: all are made at once and the zeroes in front shifted out, so that no branch depends on
    /// how many there are.
    @inline(__always)
    private mutating func put(short number: UInt64) {
        let digits = Self.eightDigits(number)
        // The last digit is written even if it is a zero.
        let zeroes = (digits | 1 << 56).trailingZeroBitCount & ~7
        write((digits | Self.asciiZeroes) &>> UInt64(truncatingIfNeeded: zeroes))
        skip(8 &- zeroes &>> 3)
    }

    @inline(never)
    private mutating func putLong(_ number: UInt64) {
        let (upper, lower) = number.quotientAndRemainder(dividingBy: 100_000_000)
        put(upper)
        write(Self.eightDigits(lower) | Self.asciiZeroes)
        skip(8)
    }

    /// Numbers with a fraction, large ones, and what is no number.
    @inline(never)
    private mutating func putUnusual(_ number: Double) {
        if let whole = UInt64(exactly: number.magnitude), number.magnitude < 0x1p53 {
            if number < 0 { put(UInt8(ascii: "-")) }
            put(whole)
        } else if number.isFinite {
            putShortest(number)
        } else {
            put(number.isNaN ? "NaN" as StaticString : number < 0 ? "-Inf" : "+Inf")
        }
    }

    private mutating func putShortest(_ number: Double) {
        var sink = DigitSink(cursor: self)
        number.write(to: &sink)
        self = sink.cursor
    }

    private static var asciiZeroes: UInt64 { 0x3030_3030_3030_3030 }

    /// The digits of a number below 10⁸, one a byte, the first in the lowest.
    ///
    /// Each step splits all parts in two: the upper half of the digits stays where it is, the rest goes behind it. A quotient is
    /// a multiplication and a shift, exact for numbers this small, and wide enough apart that the parts do not touch.
    @inline(__always)
    private static func eightDigits(_ number: UInt64) -> UInt64 {
        let upper = number / 10_000
        let fours = upper | (number &- upper &* 10_000) &<< 32
        let hundreds = (fours &* 10_486) &>> 20 & 0x0000_007F_0000_007F
        let twos = hundreds | (fours &- hundreds &* 100) &<< 16
        let tens = (twos &* 103) &>> 10 & 0x000F_000F_000F_000F
        return tens | (twos &- tens &* 10) &<< 8
    }
}
