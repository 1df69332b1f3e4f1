/// Whether counters and histograms count.
///
/// Built with `TELLTALE_TELEMETRY_OFF` they do not, and the code that would count is not there: two builds under the same
/// load show what counting costs. Gauges go on, because a server's own limits may depend on them.
@usableFromInline
enum Counting {
    #if TELLTALE_TELEMETRY_OFF
        @inlinable static var isOn: Bool { false }
    #else
        @inlinable static var isOn: Bool { true }
    #endif
}
