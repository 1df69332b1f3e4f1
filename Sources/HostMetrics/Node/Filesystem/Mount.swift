import Telemetry

/// A file system that is shown.
struct Mount: Sendable {
    /// Where it is mounted, in bytes as the kernel has them, with a 0 behind.
    let path: [CChar]
    /// Device, type and mount point.
    let labels: LabelSet
    let isReadOnly: Bool
}
