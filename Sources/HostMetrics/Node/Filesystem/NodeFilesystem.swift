import Telemetry

/// Size, free space and inodes of each file system.
struct NodeFilesystem: HostArea {
    private enum Place {
        static let deviceError = 0, size = 1, free = 2, available = 3, files = 4, filesFree = 5, readOnly = 6
    }

    private var systemMounts: HostFile
    private var ownMounts: HostFile
    private var lists = KeptRows<MountList>()
    private var probe: MountProbe
    private var table = FamilyTable(Self.families)

    init(proc: HostFolder, probe: MountProbe = MountProbe()) {
        systemMounts = proc.file("1/mounts")
        ownMounts = proc.file("self/mounts")
        self.probe = probe
    }

    mutating func gather(_ output: inout FamilyOutput) throws(HostFileError) {
        guard let lines = try lines() else { return }
        lists.begin()
        guard let place = lists.next(lines.everything, make: { MountList(lines) }) else { return }
        lists.finish()
        if let problem = lists[place].problem { throw problem }
        let mounts = lists[place].mounts
        if mounts.count > KeptRows<MountList>.limit { throw HostFileError(code: .tooManyRows, path: systemMounts.path) }
        let sizes = probe.sizes(of: mounts.map(\.path))
        table.begin(&output)
        for mount in mounts { show(mount, sizes[mount.path]) }
        table.finish(&output)
    }

    /// The mounts of the first process are those of the machine, whatever this one sees.
    private mutating func lines() throws(HostFileError) -> LineScanner? {
        if let lines = try? systemMounts.lines() { return lines }
        return try ownMounts.lines()
    }

    private mutating func show(_ mount: Mount, _ size: FilesystemSize?) {
        table.append(Place.deviceError, size == nil ? 1.0 : 0.0, mount.labels)
        guard let size else { return }
        table.append(Place.size, size.size, mount.labels)
        table.append(Place.free, size.free, mount.labels)
        table.append(Place.available, size.available, mount.labels)
        table.append(Place.files, size.files, mount.labels)
        table.append(Place.filesFree, size.filesFree, mount.labels)
        table.append(Place.readOnly, mount.isReadOnly ? 1.0 : 0.0, mount.labels)
    }

    /// In the order of ``Place``.
    private static let families = [
        gauge("device_error", "1 if the file system refuses to tell its size or does not answer, else 0."),
        gauge("size_bytes", "Size of the file system."),
        gauge("free_bytes", "Free space, with what is kept for the superuser."),
        gauge("avail_bytes", "Free space that anybody may use."),
        gauge("files", "Inodes that the file system can hold."),
        gauge("files_free", "Inodes that are free."),
        gauge("readonly", "1 if the file system is mounted read-only, else 0."),
    ]

    private static func gauge(_ what: String, _ help: String) -> HostFamily {
        HostFamily("node_filesystem_\(what)", .gauge, help, labels: MountList.labelNames)
    }
}
