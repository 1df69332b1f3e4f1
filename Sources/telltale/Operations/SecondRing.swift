import LanguageModels

/// The last hour at one entry a second.
struct SecondRing: Sendable {
    /// How many seconds are kept.
    static let capacity = 3_600

    private var seconds: [OperationsSecond] = []
    /// Where the oldest is once it is full.
    private var oldest = 0

    /// Keeps a second and forgets the one of an hour ago.
    mutating func append(_ second: OperationsSecond) {
        guard seconds.count == Self.capacity else {
            seconds.append(second)
            return
        }
        seconds[oldest] = second
        oldest = (oldest + 1) % Self.capacity
    }

    /// The latest so many, oldest first.
    func suffix(_ count: Int) -> [OperationsSecond] {
        let first = seconds.count - min(max(0, count), seconds.count)
        return (first..<seconds.count).map { seconds[(oldest + $0) % seconds.count] }
    }
}
