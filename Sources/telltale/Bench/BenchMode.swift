import ArgumentParser

/// The kinds of run that `telltale bench` has.
enum BenchMode: String, CaseIterable, ExpressibleByArgument {
    case fanout, idle, connect, floor

    var defaultValueDescription: String { rawValue }

    static var allValueDescriptions: [String: String] {
        [
            "fanout": "publish, and measure deliveries",
            "idle": "connect and hold, for memory a connection",
            "connect": "connect only, for connections a second",
            "floor": "no server: what a write of one frame to each socket costs here",
        ]
    }
}
