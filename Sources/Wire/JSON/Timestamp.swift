/// RFC 3339 times, without a calendar library.
///
/// The day arithmetic is Howard Hinnant's `civil_from_days` and `days_from_civil`
/// (https://howardhinnant.github.io/date_algorithms.html).
public enum Timestamp {
    /// 0000-01-01T00:00:00.000Z.
    private static let earliest: Int64 = -62_167_219_200_000
    /// 9999-12-31T23:59:59.999Z.
    private static let latest: Int64 = 253_402_300_799_999
    private static let millisecondsADay: Int64 = 86_400_000

    /// The bytes that ``write(_:to:)`` writes.
    static let byteCount = 24

    /// A Unix time in milliseconds as `2026-01-31T23:59:59.999Z`; cut to the years 0000 to 9999.
    public static func text(_ milliseconds: Int64) -> String {
        String(unsafeUninitializedCapacity: byteCount) { room in
            guard let address = room.baseAddress, room.count >= byteCount else { return 0 }
            write(milliseconds, to: UnsafeMutableRawPointer(address))
            return byteCount
        }
    }

    /// Writes the text of a Unix time in milliseconds, without quotes, to ``byteCount`` bytes from `target` on.
    static func write(_ milliseconds: Int64, to target: UnsafeMutableRawPointer) {
        let milliseconds = min(max(milliseconds, earliest), latest)
        let days = floorDivide(milliseconds, millisecondsADay)
        let time = milliseconds - days * millisecondsADay
        let (year, month, day) = civil(fromDays: days)
        put(year / 100, at: 0, of: target)
        put(year % 100, at: 2, of: target, then: UInt8(ascii: "-"))
        put(month, at: 5, of: target, then: UInt8(ascii: "-"))
        put(day, at: 8, of: target, then: UInt8(ascii: "T"))
        put(time / 3_600_000, at: 11, of: target, then: UInt8(ascii: ":"))
        put(time / 60_000 % 60, at: 14, of: target, then: UInt8(ascii: ":"))
        put(time / 1_000 % 60, at: 17, of: target, then: UInt8(ascii: "."))
        put(time / 10 % 100, at: 20, of: target, then: UInt8(ascii: "0") + UInt8(truncatingIfNeeded: time % 10))
        target.storeBytes(of: UInt8(ascii: "Z"), toByteOffset: 23, as: UInt8.self)
    }

    /// Writes two digits and perhaps one byte behind them.
    @inline(__always)
    private static func put(_ value: Int64, at offset: Int, of target: UnsafeMutableRawPointer, then byte: UInt8? = nil) {
        let zero = Int64(UInt8(ascii: "0"))
        target.storeBytes(of: UInt8(truncatingIfNeeded: zero + value / 10), toByteOffset: offset, as: UInt8.self)
        target.storeBytes(of: UInt8(truncatingIfNeeded: zero + value % 10), toByteOffset: offset + 1, as: UInt8.self)
        if let byte { target.storeBytes(of: byte, toByteOffset: offset + 2, as: UInt8.self) }
    }

    /// The Unix time in milliseconds of an RFC 3339 text; nil when it is none.
    ///
    /// Takes any offset and any number of fraction digits (those beyond the millisecond are dropped); a leap second counts
    /// as the second after it, as Unix time has it.
    public static func milliseconds(parsing text: some StringProtocol) -> Int64? {
        var parser = TimestampParser(Array(text.utf8))
        return parser.parse()
    }

    /// Days since 1970-01-01 of a date of the proleptic Gregorian calendar.
    static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = floorDivide(shifted, 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The date that lies this many days after 1970-01-01.
    static func civil(fromDays days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = floorDivide(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, day)
    }

    private static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
        value >= 0 ? value / divisor : (value - divisor + 1) / divisor
    }
}
