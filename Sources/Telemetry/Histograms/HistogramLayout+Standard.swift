/// The layouts that the catalogue uses.
extension HistogramLayout {
    /// Seconds of something that a user waits for: 1 µs to 17 min. Classic bounds double from 122 µs to 64 s.
    public static let durations = HistogramLayout(exponents: -20...10, classic: -13...6)

    /// Seconds of what may be a frame's work or a long answer's, an execution's or a queue's: 1 µs to 4.5 h. Classic bounds double
    /// from 122 µs to 17 min, then quadruple: six series a histogram more than ``durations`` has.
    public static let longDurations = HistogramLayout(exponents: -20...14, classic: [Int](-13...10) + [12, 14])

    /// Seconds that something lives: 8 ms to 48 days. Classic bounds quadruple from 1 s to 12 days.
    public static let lifetimes = HistogramLayout(exponents: -7...22, classic: stride(from: 0, through: 20, by: 2))

    /// Bytes of one message or body: 1 byte to 1 GiB. Classic bounds quadruple from 16 bytes to 16 MiB.
    public static let sizes = HistogramLayout(exponents: 0...30, classic: stride(from: 4, through: 24, by: 2))

    /// Numbers of things, such as recipients or a batch: 1 to a million. Classic bounds double from 1 to 65,536.
    public static let counts = HistogramLayout(exponents: 0...20, classic: 0...16)

    /// Ratios around 1: 0.001 to 16. Classic bounds double from 0.016 to 4.
    public static let ratios = HistogramLayout(exponents: -10...4, classic: -6...2)
}
