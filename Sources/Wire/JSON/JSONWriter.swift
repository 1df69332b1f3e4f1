/// Writes JSON text into a byte array.
///
/// Commas come by themselves; opening, closing and naming in the right order is the caller's part. Escapes only what
/// RFC 8259 section 7 says must be; everything else is copied in runs.
///
/// ```swift
/// var writer = JSONWriter()
/// writer.beginObject()
/// writer.member("type", "pong")
/// writer.member("id", id)          // left out when nil
/// writer.endObject()
/// return writer.bytes
/// ```
public struct JSONWriter: ~Copyable {
    /// The text so far.
    private var text: ByteBuilder
    /// Whether the next value or name needs a comma before it.
    private var needsComma = false
    /// 2⁵³: below it every whole number is a `Double` of its own.
    private static let largestExactInteger = 9_007_199_254_740_992.0

    /// An empty text with room for `capacity` bytes; it grows beyond when it must.
    public init(capacity: Int = 256) {
        text = ByteBuilder(capacity: capacity)
    }

    /// A copy of the text so far.
    public var bytes: [UInt8] {
        text.bytes
    }

    /// Opens an object.
    public mutating func beginObject() {
        open(UInt8(ascii: "{"))
    }

    /// Closes the innermost object.
    public mutating func endObject() {
        close(UInt8(ascii: "}"))
    }

    /// Opens an array.
    public mutating func beginArray() {
        open(UInt8(ascii: "["))
    }

    /// Closes the innermost array.
    public mutating func endArray() {
        close(UInt8(ascii: "]"))
    }

    /// Writes a member's name, which must not need escapes; its value follows.
    public mutating func name(_ name: StaticString) {
        separate()
        name.withUTF8Buffer { text.append(name: UnsafeRawBufferPointer($0)) }
        needsComma = false
    }

    /// Writes a member's name that is only known at run time; its value follows.
    public mutating func name(escaping name: String) {
        separate()
        text.append(quoting: name)
        text.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Writes text that is JSON already: a value, or the rest of a container.
    public mutating func raw(_ json: some Collection<UInt8>) {
        separate()
        text.append(json)
    }

    /// Writes a string.
    public mutating func value(_ value: String) {
        separate()
        text.append(quoting: value)
    }

    /// Writes a whole number.
    public mutating func value(_ value: some BinaryInteger) {
        separate()
        text.append(decimal: Int64(clamping: value))
    }

    /// Writes a number in its shortest form: without a fraction when whole, `null` when not finite.
    public mutating func value(_ value: Double) {
        if !value.isFinite {
            null()
        } else if value.magnitude < Self.largestExactInteger, Double(Int64(value)) == value {
            self.value(Int64(value))
        } else if let millionths = Self.millionths(value) {
            separate()
            text.append(millionths: millionths)
        } else {
            separate()
            text.append(value.description.utf8)
        }
    }

    /// Writes `true` or `false`.
    public mutating func value(_ value: Bool) {
        separate()
        text.append(value ? "true" : "false")
    }

    /// Writes `null`.
    public mutating func null() {
        separate()
        text.append("null")
    }

    /// Writes a time as an RFC 3339 string in UTC with milliseconds.
    ///
    /// - Parameter milliseconds: Unix time in milliseconds; cut to the years 0000 to 9999.
    public mutating func time(_ milliseconds: Int64) {
        separate()
        text.append(quotingTime: milliseconds)
    }

    /// The number in millionths if it is written with at most 15 digits, six of them after the point.
    ///
    /// So few digits stand for no two doubles, and the quotient below is the double that they are read as (IEEE 754
    /// division rounds correctly); so they are the shortest form too, at a tenth of the price of the general search.
    private static func millionths(_ value: Double) -> Int64? {
        guard value.magnitude < 1e9 else { return nil }
        let millionths = Int64(value * 1e6 + (value < 0 ? -0.5 : 0.5))
        return Double(millionths) / 1e6 == value ? millionths : nil
    }

    @inline(__always)
    private mutating func separate() {
        if needsComma { text.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    private mutating func open(_ bracket: UInt8) {
        separate()
        text.append(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        text.append(bracket)
        needsComma = true
    }
}
