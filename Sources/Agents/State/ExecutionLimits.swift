/// How large an execution may become.
public enum ExecutionLimits {
    /// Events of an execution. Its end finds room in any case.
    public static let events: Int64 = 100_000
    /// Bytes of the pieces of output of one attempt.
    public static let outputBytes = 16 << 20
    /// Bytes of one piece of output.
    public static let deltaBytes = 64 << 10
    /// Bytes of the result, one JSON text.
    public static let resultBytes = 256 << 10
    /// Bytes of the input, one JSON text.
    public static let inputBytes = 256 << 10
    /// Bytes of a progress's or a failure's message.
    public static let messageBytes = 4 << 10
    /// Steps that a progress may count.
    public static let steps = 1_000_000
    /// Tokens of one report.
    public static let tokens = 1_000_000_000
    /// US dollars of one report.
    public static let costUSD = 1_000_000.0
    /// Times that an execution may be begun, however patient its agent's policy is.
    public static let attempts = 100
}
