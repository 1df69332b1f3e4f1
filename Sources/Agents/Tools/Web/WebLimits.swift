/// How much one request may take.
public struct WebLimits: Sendable, Equatable {
    /// Bytes of the body that are read; what comes after them is left. As much as a model is shown of a result, by default.
    public var bytes: Int
    /// From the beginning to the end, redirects included; milliseconds.
    public var timeMilliseconds: Int
    /// How many redirects are followed.
    public var redirects: Int

    /// The limits of a request.
    public init(bytes: Int = ToolContext.resultLimit - 1_024, timeMilliseconds: Int = 20_000, redirects: Int = 3) {
        self.bytes = bytes
        self.timeMilliseconds = timeMilliseconds
        self.redirects = redirects
    }
}
