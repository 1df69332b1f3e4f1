import Testing

@testable import HostMetrics

@Suite("Disks")
struct NodeDiskTests {
    @Test("a disk has its reads, writes and times in base units, and discards and flushes where the kernel counts them")
    func disks() throws {
        let folder = try Fixture([
            "diskstats": """
               7       0 loop0 1 1 1 1 1 1 1 1 1 1 1
             254       0 vda 100 5 2000 1500 200 6 4000 2500 3 519 6417 11 12 13 1250 21 750
             254       1 vda1 1 1 1 1 1 1 1 1 1 1 1
               8      16 sdb 1 0 2 3 4 0 6 7 0 9 10
            """
        ])
        defer { folder.remove() }
        var area = NodeDisk(proc: folder.folder)
        #expect(
            try area.shownNow() == [
                #"counter node_disk_reads_completed_total{device="vda"} 100.0"#,
                #"counter node_disk_reads_completed_total{device="sdb"} 1.0"#,
                #"counter node_disk_reads_merged_total{device="vda"} 5.0"#,
                #"counter node_disk_reads_merged_total{device="sdb"} 0.0"#,
                #"counter node_disk_read_bytes_total{device="vda"} 1024000.0"#,
                #"counter node_disk_read_bytes_total{device="sdb"} 1024.0"#,
                #"counter node_disk_read_time_seconds_total{device="vda"} 1.5"#,
                #"counter node_disk_read_time_seconds_total{device="sdb"} 0.003"#,
                #"counter node_disk_writes_completed_total{device="vda"} 200.0"#,
                #"counter node_disk_writes_completed_total{device="sdb"} 4.0"#,
                #"counter node_disk_writes_merged_total{device="vda"} 6.0"#,
                #"counter node_disk_writes_merged_total{device="sdb"} 0.0"#,
                #"counter node_disk_written_bytes_total{device="vda"} 2048000.0"#,
                #"counter node_disk_written_bytes_total{device="sdb"} 3072.0"#,
                #"counter node_disk_write_time_seconds_total{device="vda"} 2.5"#,
                #"counter node_disk_write_time_seconds_total{device="sdb"} 0.007"#,
                #"gauge node_disk_io_now{device="vda"} 3.0"#,
                #"gauge node_disk_io_now{device="sdb"} 0.0"#,
                #"counter node_disk_io_time_seconds_total{device="vda"} 0.519"#,
                #"counter node_disk_io_time_seconds_total{device="sdb"} 0.009000000000000001"#,
                #"counter node_disk_io_time_weighted_seconds_total{device="vda"} 6.417"#,
                #"counter node_disk_io_time_weighted_seconds_total{device="sdb"} 0.01"#,
                #"counter node_disk_discards_completed_total{device="vda"} 11.0"#,
                #"counter node_disk_discards_merged_total{device="vda"} 12.0"#,
                #"counter node_disk_discarded_sectors_total{device="vda"} 13.0"#,
                #"counter node_disk_discard_time_seconds_total{device="vda"} 1.25"#,
                #"counter node_disk_flush_requests_total{device="vda"} 21.0"#,
                #"counter node_disk_flush_requests_time_seconds_total{device="vda"} 0.75"#,
            ])
    }

    @Test(
        "memory, loops, floppies and partitions are left out; whole disks are not",
        arguments: [
            ("ram0", true), ("loop17", true), ("fd0", true), ("sda1", true), ("hda12", true), ("vdb3", true), ("xvda1", true),
            ("nvme0n1p1", true), ("nvme10n2p15", true), ("sda", false), ("sdaa1", false), ("nvme0n1", false), ("nvme0n1p", false),
            ("mmcblk0p1", false), ("dm-0", false), ("md127", false), ("zram0", false), ("sr0", false), ("loop", false), ("1", false),
            ("xsda1", false), ("nvmen1p1", false), ("sd1", false), ("", false),
        ])
    func exclusion(name: String, isExcluded: Bool) {
        #expect(DiskExclusion.excludes(Array(name.utf8)[...]) == isExcluded)
    }

    @Test(
        "a line that is not as documented fails the area",
        arguments: ["8 0\n", "8 0 sda 1 2 3\n", "8 0 sda 1 2 3 4 5 6 7 8 9 10 x\n"])
    func malformed(text: String) throws {
        let folder = try Fixture(["diskstats": text])
        defer { folder.remove() }
        var area = NodeDisk(proc: folder.folder)
        #expect(area.failure() == .malformed(line: 1))
    }

    @Test("a machine with more devices than a scrape can bear fails the area")
    func tooMany() throws {
        let folder = try Fixture(["diskstats": (0...4_096).map { "8 0 disk-\($0)x 1 2 3 4 5 6 7 8 9 10 11\n" }.joined()])
        defer { folder.remove() }
        var area = NodeDisk(proc: folder.folder)
        #expect(area.failure() == .tooManyRows)
    }
}
