/// Grows a run of bytes by appending.
///
/// Writes through a pointer that it owns: an array would check for uniqueness and room at every byte, which doubles the
/// time of a short frame.
struct ByteBuilder: ~Copyable {
    private var base: UnsafeMutableRawPointer
    private var capacity: Int
    private var count = 0

    init(capacity: Int) {
        self.capacity = max(capacity, 32)
        base = UnsafeMutableRawPointer.allocate(byteCount: self.capacity, alignment: 1)
    }

    deinit {
        base.deallocate()
    }

    /// A copy of the bytes so far.
    var bytes: [UInt8] {
        Array(UnsafeRawBufferPointer(start: base, count: count))
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        reserve(1)
        put(byte)
    }

    mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { append(UnsafeRawBufferPointer($0)) }
    }

    mutating func append(_ other: some Collection<UInt8>) {
        let room = other.count
        reserve(room)
        UnsafeMutableRawBufferPointer(start: base + count, count: room).copyBytes(from: other)
        count += room
    }

    /// Appends `"name":`.
    mutating func append(name: UnsafeRawBufferPointer) {
        reserve(name.count + 3)
        put(UInt8(ascii: "\""))
        put(name)
        put(UInt8(ascii: "\""))
        put(UInt8(ascii: ":"))
    }

    /// Appends a JSON string: runs that need no escape in bulk.
    mutating func append(quoting text: String) {
        var text = text
        text.withUTF8 { append(quoting: UnsafeRawBufferPointer($0)) }
    }

    /// Appends a time as a JSON string.
    mutating func append(quotingTime milliseconds: Int64) {
        reserve(Timestamp.byteCount + 2)
        put(UInt8(ascii: "\""))
        Timestamp.write(milliseconds, to: base + count)
        count += Timestamp.byteCount
        put(UInt8(ascii: "\""))
    }

    /// Appends a number in decimal.
    mutating func append(decimal value: Int64) {
        reserve(20)
        if value < 0 { put(UInt8(ascii: "-")) }
        var rest = value.magnitude
        var power: UInt64 = 10
        var digits = 1
        while digits < 19, rest >= power {
            digits += 1
            power &*= 10
        }
        for offset in stride(from: digits - 1, through: 0, by: -1) {
            let digit = UInt8(truncatingIfNeeded: rest % 10)
            base.storeBytes(of: UInt8(ascii: "0") + digit, toByteOffset: count + offset, as: UInt8.self)
            rest /= 10
        }
        count += digits
    }

    /// Appends a number of millionths as a decimal fraction without zeros at its end.
    mutating func append(millionths value: Int64) {
        if value < 0 { append(UInt8(ascii: "-")) }
        append(decimal: Int64(value.magnitude / 1_000_000))
        var rest = value.magnitude % 1_000_000
        reserve(7)
        put(UInt8(ascii: "."))
        repeat {
            rest *= 10
            put(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest / 1_000_000))
            rest %= 1_000_000
        } while rest > 0
    }

    private mutating func append(quoting text: UnsafeRawBufferPointer) {
        reserve(text.count + 2)
        put(UInt8(ascii: "\""))
        var start = 0
        while true {
            let special = ByteScan.firstSpecial(in: text, from: start)
            // Room for the rest without escapes, one escape and the quote.
            reserve(text.count - start + 7)
            put(UnsafeRawBufferPointer(rebasing: text[start..<special]))
            guard special < text.count else { break }
            put(escape: text[special])
            start = special + 1
        }
        put(UInt8(ascii: "\""))
    }

    private mutating func put(escape byte: UInt8) {
        put(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): put(byte)
        case 0x08: put(UInt8(ascii: "b"))
        case 0x09: put(UInt8(ascii: "t"))
        case 0x0A: put(UInt8(ascii: "n"))
        case 0x0C: put(UInt8(ascii: "f"))
        case 0x0D: put(UInt8(ascii: "r"))
        default:
            put(UInt8(ascii: "u"))
            put(UInt8(ascii: "0"))
            put(UInt8(ascii: "0"))
            put(UInt8(ascii: "0") + byte >> 4)
            let low = byte & 0x0F
            put(low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") + low - 10)
        }
    }

    /// Stores bytes for which room was reserved.
    @inline(__always)
    private mutating func put(_ bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress else { return }
        (base + count).copyMemory(from: source, byteCount: bytes.count)
        count &+= bytes.count
    }

    /// Stores a byte for which room was reserved.
    @inline(__always)
    private mutating func put(_ byte: UInt8) {
        base.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
        count &+= 1
    }

    /// Makes room for `additional` bytes.
    @inline(__always)
    private mutating func reserve(_ additional: Int) {
        if capacity &- count < additional { grow(additional) }
    }

    @inline(never)
    private mutating func grow(_ additional: Int) {
        let larger = max(capacity * 2, count + additional)
        let room = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 1)
        room.copyMemory(from: base, byteCount: count)
        base.deallocate()
        base = room
        capacity = larger
    }
}
