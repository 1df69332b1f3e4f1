/// The bytes of an exposition, as they grow.
struct ExpositionBuffer: ~Copyable {
    private static let digitsOfLargest = 20

    private(set) var bytes: [UInt8] = []

    /// - Parameter capacity: bytes to make room for at once.
    init(capacity: Int) {
        bytes.reserveCapacity(capacity)
    }

    mutating func append(_ other: [UInt8]) {
        bytes.append(contentsOf: other)
    }

    mutating func append(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    mutating func append(_ byte: UInt8) {
        bytes.append(byte)
    }

    /// A whole number in decimal.
    mutating func append(_ number: UInt64) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.digitsOfLargest) { digits in
            var rest = number
            var first = digits.count
            repeat {
                first -= 1
                digits[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest > 0
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: digits[first...]))
        }
    }

    /// The value of a sample: whole numbers without a fraction, everything else as short as it reads back exactly.
    mutating func append(_ number: Double) {
        if number >= 0, number < 0x1p53, Double(UInt64(number)) == number {
            append(UInt64(number))
        } else {
            append(FloatText.text(of: number))
        }
    }
}
