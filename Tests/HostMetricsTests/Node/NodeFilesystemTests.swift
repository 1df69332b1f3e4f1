import Telemetry
import Testing

@testable import HostMetrics

@Suite("File systems")
struct NodeFilesystemTests {
    @Test("a file system shows its sizes; one that refuses shows only that it did")
    func families() throws {
        let folder = try Fixture(["1/mounts": "a / ext4 rw 0 0\nb /ro xfs ro 0 0\nc /refuses nfs rw 0 0\nproc /proc proc rw 0 0\n"])
        defer { folder.remove() }
        var area = NodeFilesystem(proc: folder.folder, probe: MountProbe(ask: FakeMounts().ask))
        #expect(
            try area.shownNow() == [
                #"gauge node_filesystem_device_error{device="a",fstype="ext4",mountpoint="/"} 0.0"#,
                #"gauge node_filesystem_device_error{device="b",fstype="xfs",mountpoint="/ro"} 0.0"#,
                #"gauge node_filesystem_device_error{device="c",fstype="nfs",mountpoint="/refuses"} 1.0"#,
                #"gauge node_filesystem_size_bytes{device="a",fstype="ext4",mountpoint="/"} 1.0"#,
                #"gauge node_filesystem_size_bytes{device="b",fstype="xfs",mountpoint="/ro"} 3.0"#,
                #"gauge node_filesystem_free_bytes{device="a",fstype="ext4",mountpoint="/"} 4.0"#,
                #"gauge node_filesystem_free_bytes{device="b",fstype="xfs",mountpoint="/ro"} 4.0"#,
                #"gauge node_filesystem_avail_bytes{device="a",fstype="ext4",mountpoint="/"} 3.0"#,
                #"gauge node_filesystem_avail_bytes{device="b",fstype="xfs",mountpoint="/ro"} 3.0"#,
                #"gauge node_filesystem_files{device="a",fstype="ext4",mountpoint="/"} 2.0"#,
                #"gauge node_filesystem_files{device="b",fstype="xfs",mountpoint="/ro"} 2.0"#,
                #"gauge node_filesystem_files_free{device="a",fstype="ext4",mountpoint="/"} 1.0"#,
                #"gauge node_filesystem_files_free{device="b",fstype="xfs",mountpoint="/ro"} 1.0"#,
                #"gauge node_filesystem_readonly{device="a",fstype="ext4",mountpoint="/"} 0.0"#,
                #"gauge node_filesystem_readonly{device="b",fstype="xfs",mountpoint="/ro"} 1.0"#,
            ])
    }

    @Test("the list of the first process counts; where it cannot be seen, our own does")
    func lists() throws {
        let folder = try Fixture(["1/mounts": "a /one ext4 rw 0 0\n", "self/mounts": "b /own ext4 rw 0 0\n"])
        defer { folder.remove() }
        var area = NodeFilesystem(proc: folder.folder, probe: MountProbe(ask: FakeMounts().ask))
        #expect(try area.gather()[0].series.map(\.labelValues) == [["a", "ext4", "/one"]])
        try folder.remove("1/mounts")
        #expect(try area.gather()[0].series.map(\.labelValues) == [["b", "ext4", "/own"]])
        try folder.remove("self/mounts")
        #expect(try area.gather() == [])
        try folder.write("self/mounts", "b /own\n")
        #expect(area.failure() == .malformed(line: 1))
    }

    @Test("labels are kept while the list stays as it is")
    func labels() throws {
        let folder = try Fixture(["1/mounts": "a / ext4 rw 0 0\n"])
        defer { folder.remove() }
        var area = NodeFilesystem(proc: folder.folder, probe: MountProbe(ask: FakeMounts().ask))
        let first = try area.gather()
        let second = try area.gather()
        #expect(first[0].series[0].labels === second[0].series[0].labels)
        #expect(first[0].series[0].labels === first[1].series[0].labels)
    }

    @Test("a file system that does not answer shows an error, and the others are shown as ever")
    func silent() throws {
        let folder = try Fixture(["1/mounts": "a / ext4 rw 0 0\nb /dead nfs rw 0 0\nc /home ext4 rw 0 0\n"])
        defer { folder.remove() }
        let mounts = FakeMounts(silent: ["/dead"])
        defer { mounts.release(1) }
        var area = NodeFilesystem(proc: folder.folder, probe: MountProbe(ask: mounts.ask))
        let families = try area.gather()
        #expect(families[0].series.map(\.number) == [0, 1, 0])
        #expect(families[1].series.map(\.labelValues) == [["a", "ext4", "/"], ["c", "ext4", "/home"]])
    }
}
