/// A page of a list of executions.
public struct ExecutionRecordPage: Sendable {
    public var records: [ExecutionRecord]
    /// Whether more lie beyond the page.
    public var hasMore: Bool

    /// A page.
    public init(records: [ExecutionRecord], hasMore: Bool) {
        self.records = records
        self.hasMore = hasMore
    }
}
