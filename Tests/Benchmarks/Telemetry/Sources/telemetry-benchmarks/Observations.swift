/// Durations that are not alike, so that no branch predictor and no bucket is favoured.
struct Observations: Sendable {
    private let seconds: [Double]

    /// - Parameter count: a power of two.
    init(count: Int = 4_096) {
        var state: UInt64 = 88_172_645_463_325_252
        seconds = (0..<count).map { _ in
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Double(1_000 + state % 5_000_000) * 1e-9
        }
    }

    /// Some duration in seconds, from 1 µs to 5 ms.
    @inline(__always)
    subscript(position: Int) -> Double {
        seconds.withUnsafeBufferPointer { $0[position & ($0.count - 1)] }
    }
}
