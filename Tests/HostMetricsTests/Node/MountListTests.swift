import Telemetry
import Testing

@testable import HostMetrics

@Suite("Lists of mounts")
struct MountListTests {
    private func list(_ bytes: [UInt8]) -> MountList {
        MountList(LineScanner(bytes, count: bytes.count, path: "mounts"))
    }

    private func list(_ text: String) -> MountList {
        list(Array(text.utf8))
    }

    @Test("a mount has its device, its type, where it is, and whether it is read-only")
    func mounts() {
        let list = list(
            """
            /dev/vda / ext4 rw,relatime,discard 0 0
            #ro /srv/cold xfs ro,relatime 0 0
            server:/export /srv/nfs nfs4 rw,errors=remount-ro 0 0

            """)
        #expect(list.problem == nil)
        #expect(
            list.mounts.map(\.labels.values) == [
                ["/dev/vda", "ext4", "/"], ["#ro", "xfs", "/srv/cold"], ["server:/export", "nfs4", "/srv/nfs"],
            ])
        #expect(list.mounts.map(\.isReadOnly) == [false, true, false])
        #expect(list.mounts[1].path == Array("/srv/cold\0".utf8CString.dropLast()))
    }

    @Test(
        "escapes in the mount point are taken back, so that it can be asked; what only looks like one stays",
        arguments: [
            (#"/a\040b"#, "/a b"), (#"/a\011b\012c"#, "/a\tb\nc"), (#"/q\134040"#, #"/q\040"#), (#"/x\04"#, #"/x\04"#),
            (#"/x\9"#, #"/x\9"#),
            (#"/x\777"#, #"/x\777"#), (#"/x\"#, #"/x\"#), (#"/\303\251"#, "/é"), (#"\040"#, " "),
        ])
    func escapes(written: String, meant: String) {
        let list = list("d \(written) ext4 rw 0 0\n")
        #expect(list.mounts.map(\.labels.values) == [["d", "ext4", meant]])
        #expect(list.mounts.map(\.path) == [Array(meant.utf8CString)])
    }

    @Test("the device is shown as it is written, as node_exporter does")
    func device() {
        #expect(list(#"weird\040dev /srv tmpfs rw 0 0"#).mounts.map(\.labels.values) == [[#"weird\040dev"#, "tmpfs", "/srv"]])
        #expect(list(" /srv tmpfs rw 0 0").mounts.map(\.labels.values) == [["", "tmpfs", "/srv"]])
    }

    @Test("a mount point that is no text is shown repaired, and asked by its bytes")
    func notText() {
        let list = list(Array("d /srv/".utf8) + [0xFF, 0xFE] + Array(" ext4 rw 0 0\n".utf8))
        #expect(list.mounts.map(\.labels.values) == [["d", "ext4", "/srv/\u{FFFD}\u{FFFD}"]])
        #expect(list.mounts.map(\.path) == [[47, 115, 114, 118, 47, -1, -2, 0]])
    }

    @Test("a series is not shown twice: of mounts with the same labels the first one counts")
    func duplicates() {
        let list = list("d /srv tmpfs ro 0 0\nd /srv tmpfs rw 0 0\ne /srv tmpfs rw 0 0\n")
        #expect(list.mounts.map(\.labels.values) == [["d", "tmpfs", "/srv"], ["e", "tmpfs", "/srv"]])
        #expect(list.mounts[0].isReadOnly)
    }

    @Test(
        "mounts of the kernel, of removable media and of containers are left out",
        arguments: [
            ("/dev", true), ("/dev/shm", true), ("/devices", false), ("/proc", true), ("/run/user/0", true), ("/running", false),
            ("/sys/fs/cgroup", true), ("/mnt", true), ("/mnt/data", true), ("/media/usb", true), ("/srv/mnt", false), ("/", false),
            ("/home", false),
            ("/var/lib/docker", false), ("/var/lib/docker/", false), ("/var/lib/docker/overlay2/x/merged", true),
            ("/var/lib/docker-data", false),
            ("/var/lib/containers/storage/overlay", true), ("/var/lib/containers", false), ("", false),
        ])
    func points(point: String, isExcluded: Bool) {
        #expect(MountExclusion.excludes(point: Array(point.utf8)) == isExcluded)
    }

    @Test(
        "file systems that hold nothing are left out",
        arguments: [
            ("cgroup", true), ("cgroup2", true), ("cgroup3", false), ("overlay", true), ("squashfs", true), ("tmpfs", false),
            ("nfs4", false), ("", false),
        ])
    func types(type: String, isExcluded: Bool) {
        #expect(MountExclusion.excludes(type: type) == isExcluded)
    }

    @Test(
        "a line with too few fields, or with a path that no path can be, is a problem",
        arguments: ["d /srv tmpfs\n", "d\n", "d /srv\n", "d /srv\\000 tmpfs rw\n"])
    func malformed(text: String) {
        #expect(list("a / ext4 rw 0 0\n" + text).problem?.code == .malformed(line: 2))
    }
}
