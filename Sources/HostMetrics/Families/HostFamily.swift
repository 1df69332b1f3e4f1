import Telemetry

/// A family as an area declares it.
struct HostFamily: Sendable {
    /// The family without series.
    let shape: FamilySnapshot

    /// What the kernel's number is multiplied with; 1 where the units agree.
    let scale: Double

    init(_ name: String, _ kind: FamilyKind, _ help: String, labels: [String] = [], scale: Double = 1) {
        shape = FamilySnapshot(name: name, help: help, kind: kind, labelNames: labels)
        self.scale = scale
    }
}
