/// The samples that the feed's windows reach back to.
struct FeedWindows {
    /// One moment of the operations' counters.
    private struct Point {
        let nanoseconds: Int64
        let operations: OperationCounts
    }

    /// How far back quantiles look: 10 s.
    static let quantiles: Int64 = 10_000_000_000
    /// One minute.
    static let minute: Int64 = 60_000_000_000

    /// One a second for ten seconds.
    private var samples = BoundedQueue<FeedSample>(capacity: 11)
    /// One a second for five minutes.
    private var points = BoundedQueue<Point>(capacity: 301)

    /// Keeps a sample; called once a second.
    mutating func keep(_ sample: FeedSample) {
        samples.append(sample)
        if let operations = sample.operations {
            points.append(Point(nanoseconds: sample.nanoseconds, operations: operations))
        }
    }

    /// The sample ten seconds before `now`, or the oldest when the process is younger.
    func quantileBase(at now: Int64) -> FeedSample? {
        samples.elements.last { $0.nanoseconds <= now - Self.quantiles + LiveFeed.paceNanoseconds / 2 }
            ?? samples.elements.first
    }

    /// The operations of the last so many nanoseconds before `now`, or since the start when the process is younger.
    func operations(until now: OperationCounts, at nanoseconds: Int64, back window: Int64) -> OperationCounts {
        let base =
            points.elements.last { $0.nanoseconds <= nanoseconds - window + LiveFeed.paceNanoseconds / 2 }
            ?? points.elements.first
        return now.since(base?.operations ?? OperationCounts())
    }
}
