/// How the metrics that libraries make under one label are shown.
///
/// swift-metrics has neither help texts nor buckets, so a program that cares gives them to its ``TelemetryFactory``.
public struct FamilySettings: Sendable, Hashable {
    /// One sentence for people; by default a sentence that names the label and the kind.
    public var help: String?

    /// The range and resolution of a timer or an aggregating recorder; without effect on everything else.
    public var buckets: HistogramLayout?

    /// - Parameters:
    ///   - help: one sentence for people; nil, the default, for one that names the label and the kind.
    ///   - buckets: the range and resolution of a distribution; nil, the default, leaves it to the factory's rule.
    public init(help: String? = nil, buckets: HistogramLayout? = nil) {
        self.help = help
        self.buckets = buckets
    }
}
