/// Mounts that are not shown: those that node_exporter leaves out by default in Debian, since they hold no data of the
/// machine's own or come and go with a container.
enum MountExclusion {
    private static let folders = ["/dev", "/proc", "/run", "/sys", "/mnt", "/media"].map { Array($0.utf8) }
    private static let containers = ["/var/lib/docker/", "/var/lib/containers/storage/"].map { Array($0.utf8) }

    private static let types: Set = [
        "autofs", "binfmt_misc", "bpf", "cgroup", "cgroup2", "configfs", "debugfs", "devpts", "devtmpfs", "fusectl",
        "hugetlbfs", "iso9660", "mqueue", "nsfs", "overlay", "proc", "procfs", "pstore", "rpc_pipefs", "securityfs",
        "selinuxfs", "squashfs", "sysfs", "tracefs",
    ]

    static func excludes(type: String) -> Bool {
        types.contains(type)
    }

    /// A folder with all below it; of the containers only what is below their folder.
    static func excludes(point: [UInt8]) -> Bool {
        folders.contains { point.starts(with: $0) && (point.count == $0.count || point[$0.count] == UInt8(ascii: "/")) }
            || containers.contains { point.starts(with: $0) && point.count > $0.count }
    }
}
