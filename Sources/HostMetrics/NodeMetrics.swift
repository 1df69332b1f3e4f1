import Telemetry

/// The `node_*` families: the core of what node_exporter shows of a Linux machine, under the names, types and labels of
/// its version 1.5 as Debian ships it.
///
/// ```swift
/// for collector in NodeMetrics.collectors() { registry.addCollector(collector) }
/// ```
///
/// Shown are processors, memory, load, file systems, disks, network devices, TCP and UDP, pressure, descriptors, entropy,
/// time, boot time and the system's name. What the platform has not is left out: a container without `/proc/pressure` has
/// no `node_pressure_*`. For hardware (temperatures, RAID, fibre channel, …) run node_exporter itself.
///
/// Of the network only this process's namespace is seen, as with node_exporter.
///
/// - SeeAlso: <https://github.com/prometheus/node_exporter/tree/v1.5.0#enabled-by-default>
public enum NodeMetrics {
    /// One collector for each area: one that fails is missing from the snapshot and counted, and the others are there.
    ///
    /// - Parameters:
    ///   - proc: where the process file system is mounted.
    ///   - sys: where the system file system is mounted.
    /// - Returns: collectors that may be added to several registries. They keep their buffers and labels from one gather
    ///   to the next, and hold no file open between gathers.
    public static func collectors(proc: String = "/proc", sys: String = "/sys") -> [any Collector] {
        let (proc, sys) = (HostFolder(root: proc), HostFolder(root: sys))
        return [
            AreaCollector("node_stat", NodeStat(proc: proc)),
            AreaCollector("node_memory", NodeMemory(proc: proc)),
            AreaCollector("node_load", NodeLoad(proc: proc)),
            AreaCollector("node_filesystem", NodeFilesystem(proc: proc)),
            AreaCollector("node_disk", NodeDisk(proc: proc)),
            AreaCollector("node_network", NodeNetwork(proc: proc)),
            AreaCollector("node_network_state", NodeNetworkState(sys: sys)),
            AreaCollector("node_netstat", NodeNetstat(proc: proc)),
            AreaCollector("node_sockstat", NodeSockets(proc: proc)),
            AreaCollector("node_pressure", NodePressure(proc: proc)),
            AreaCollector("node_filefd", NodeFileDescriptors(proc: proc)),
            AreaCollector("node_entropy", NodeEntropy(proc: proc)),
            AreaCollector("node_time", NodeTime()),
            AreaCollector("node_uname", NodeUname()),
        ]
    }
}
