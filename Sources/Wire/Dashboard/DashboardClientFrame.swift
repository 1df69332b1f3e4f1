/// The frames that a client sends on the dashboard socket.
public enum DashboardClientFrame: ClientFrame {
    /// Asks for a tick every so many milliseconds, 250 to 60,000.
    case interval(milliseconds: Int)
    /// Stops the ticks.
    case pause
    /// Lets them go on.
    case resume
    /// Asks for the past between two Unix times in milliseconds (nil: as far back, or as late, as there is) at a step in
    /// milliseconds (nil: the finest).
    case history(from: Int64?, to: Int64?, stepMilliseconds: Int?)
    /// Brings a new token.
    case refresh(token: String)
    /// Asks for a `pong`.
    case ping

    public var type: String {
        switch self {
        case .interval: "interval"
        case .pause: "pause"
        case .resume: "resume"
        case .history: "history"
        case .refresh: "refresh"
        case .ping: "ping"
        }
    }

    /// The closed set of values of ``type`` and of ``FrameError/type`` on this socket.
    public static let types = ["interval", "pause", "resume", "history", "refresh", "ping", FrameError.otherType]
    /// The intervals that a client may ask for, milliseconds.
    public static let intervals: ClosedRange<Int64> = 250...60_000
    /// The steps that a client may ask for, milliseconds: up to a day.
    public static let steps: ClosedRange<Int64> = 1...86_400_000
}
