/// What measured: the instrumentation scope of OTLP.
struct OTLPScope: Sendable, Hashable {
    var name: String
    var version: String
}
