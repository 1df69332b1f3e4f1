import Testing

@testable import Telemetry

@Suite("Gauge")
struct GaugeTests {
    private let registry = Registry()

    @Test("what one loop added another may take away")
    func acrossLoops() {
        let gauge = registry.gauge("connections", help: "Sockets.").child()
        let (first, second) = (gauge.on(registry.makeShard()), gauge.on(registry.makeShard()))
        first.add(5)
        second.add(-2)
        #expect(gauge.value == 3)
        second.add(-4)
        #expect(gauge.value == -1)
    }

    @Test("the value set from anywhere and the levels of the loops add up")
    func base() {
        let gauge = registry.gauge("load", help: "Load.").child()
        gauge.set(1.5)
        gauge.add(-0.25)
        let local = gauge.on(registry.makeShard())
        local.set(10)
        local.set(7)
        #expect(gauge.value == 8.25)
    }

    @Test("additions from several threads are not lost")
    func concurrent() async {
        let gauge = registry.gauge("load", help: "Load.").child()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask { for _ in 0..<10_000 { gauge.add(0.5) } }
            }
        }
        #expect(gauge.value == 20_000)
    }
}
