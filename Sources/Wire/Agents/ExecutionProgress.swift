/// How far an execution has come.
public struct ExecutionProgress: Sendable, Equatable {
    /// 0 to 100, finite.
    public var percentage: Double
    /// What it does now; may be empty.
    public var message: String
    /// The step it is at, from 1 on; nil when it has none.
    public var step: Int?
    /// How many steps there are; nil when nobody knows.
    public var steps: Int?

    /// A progress; at the beginning unless said otherwise.
    public init(percentage: Double = 0, message: String = "", step: Int? = nil, steps: Int? = nil) {
        self.percentage = percentage
        self.message = message
        self.step = step
        self.steps = steps
    }

    /// Writes its members into an object that is open.
    func encodeMembers(into writer: inout JSONWriter) {
        writer.member("percentage", percentage)
        writer.member("message", message)
        writer.member("step", step)
        writer.member("steps", steps)
    }
}
