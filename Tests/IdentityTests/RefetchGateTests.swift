import Testing

@testable import Identity

@Suite struct RefetchGateTests {
    /// Asks at each of these times and returns those at which a fetch started.
    private func starts(_ gate: inout RefetchGate, at times: [Int64]) -> [Int64] {
        times.filter { gate.start(at: $0) }
    }

    @Test("lets the first fetch start at any time, and the next after the interval")
    func interval() {
        var gate = RefetchGate(minimumInterval: 30, maximumAge: 600)
        let started = starts(&gate, at: [-5, -5, 24, 25, 54, 55])
        #expect(started == [-5, 25, 55])
    }

    @Test("counts the age from the last start, and nothing fetched as old")
    func age() {
        var gate = RefetchGate(minimumInterval: 30, maximumAge: 600)
        #expect(gate.isStale(at: 0))
        _ = gate.start(at: 0)
        #expect(!gate.isStale(at: 599))
        #expect(gate.isStale(at: 600))
        _ = gate.start(at: 600)
        #expect(!gate.isStale(at: 601))
    }
}
