import Synchronization
import Telemetry

/// Shows one area of the machine, so that an area that fails costs itself and nothing else.
final class AreaCollector<Area: HostArea>: Collector {
    let name: String
    private let area: Mutex<Area>

    init(_ name: String, _ area: sending Area) {
        self.name = name
        self.area = Mutex(area)
    }

    func collect() throws -> [FamilySnapshot] {
        var families: [FamilySnapshot] = []
        try collect(into: &families)
        return families
    }

    func collect(into families: inout [FamilySnapshot]) throws {
        var output = FamilyOutput()
        output.exchange(with: &families)
        try area.withLock { try $0.gather(&output) }
        output.exchange(with: &families)
    }
}
