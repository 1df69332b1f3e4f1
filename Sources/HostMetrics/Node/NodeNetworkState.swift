import Telemetry

/// Whether each network device is up.
///
/// Speed, duplex and carrier are not asked for: the kernel takes a lock for them that the whole network configuration
/// waits for, and some drivers hold it for long.
///
/// - SeeAlso: <https://www.kernel.org/doc/Documentation/ABI/testing/sysfs-class-net>
struct NodeNetworkState: HostArea {
    private let folder: HostFolder
    private var devices = KeptRows<Device>()
    private var table = FamilyTable([
        HostFamily("node_network_up", .gauge, "1 if the device can send and receive, else 0.", labels: ["device"])
    ])

    private struct Device: Sendable {
        let labels: LabelSet
        var file: HostFile
    }

    init(sys: HostFolder) {
        folder = sys.folder("class/net")
    }

    mutating func gather(_ output: inout FamilyOutput) throws(HostFileError) {
        guard let names = folder.names(limit: KeptRows<Device>.limit) else { return }
        devices.begin()
        table.begin(&output)
        for name in names { try device(name) }
        devices.finish()
        table.finish(&output)
    }

    private mutating func device(_ name: String) throws(HostFileError) {
        let place = devices.next(Array(name.utf8)[...]) {
            Device(
                labels: LabelSet(names: ["device"], values: [name]), file: folder.file("\(name)/operstate"))
        }
        // The folder also holds a file that is no device, and a device may go while it is looked at.
        guard let place, var lines = try devices[place].file.lines(), lines.nextLine() else { return }
        table.append(0, lines.holds(try lines.needField(), "up") ? 1.0 : 0.0, devices[place].labels)
    }
}
