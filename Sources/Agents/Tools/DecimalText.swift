import Glibc

/// Numbers as people and models read them.
enum DecimalText {
    /// 2⁵³: below it every whole number is a `Double` of its own.
    private static let largestExactInteger = 9_007_199_254_740_992.0

    /// The number with at most 15 digits that count, so that 0.1 + 0.2 is 0.3; whole numbers with all of theirs.
    static func of(_ value: Double) -> String {
        text(value, digits: 15)
    }

    /// The number with six digits that count: as exact as anything that was measured.
    static func rounded(_ value: Double) -> String {
        text(value, digits: 6)
    }

    private static func text(_ value: Double, digits: Int32) -> String {
        if value == 0 { return "0" }
        if value.magnitude < largestExactInteger, value.rounded() == value { return String(Int64(value)) }
        guard value.isFinite else { return value.isNaN ? "NaN" : value < 0 ? "-Inf" : "+Inf" }
        var room = [CChar](repeating: 0, count: 40)
        let count = withVaList([digits, value]) { vsnprintf(&room, room.count, "%.*g", $0) }
        return String(decoding: room.prefix(max(0, Int(count))).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
