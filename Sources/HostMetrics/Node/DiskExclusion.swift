/// Block devices that are not shown, as with node_exporter's default
/// `^(ram|loop|fd|(h|s|v|xv)d[a-z]|nvme\d+n\d+p)\d+$`: memory, loops, floppies and the partitions of disks that are shown.
enum DiskExclusion {
    private static let prefixes = ["ram", "loop", "fd"].map { Array($0.utf8) }
    private static let disks = ["hd", "sd", "vd", "xvd"].map { Array($0.utf8) }
    private static let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")

    static func excludes(_ name: ArraySlice<UInt8>) -> Bool {
        guard let stem = withoutNumber(name) else { return false }
        return prefixes.contains { stem.elementsEqual($0) } || isDisk(stem) || isNamespace(stem)
    }

    /// `sda` of `sda1`.
    private static func isDisk(_ stem: ArraySlice<UInt8>) -> Bool {
        guard let letter = stem.last, letters.contains(letter) else { return false }
        return disks.contains { stem.dropLast().elementsEqual($0) }
    }

    /// `nvme0n1p` of `nvme0n1p1`.
    private static func isNamespace(_ stem: ArraySlice<UInt8>) -> Bool {
        guard stem.last == UInt8(ascii: "p"), let disk = withoutNumber(stem.dropLast()), disk.last == UInt8(ascii: "n"),
            let controller = withoutNumber(disk.dropLast())
        else { return false }
        return controller.elementsEqual("nvme".utf8)
    }

    /// What stands before the digits at the end; nil if there are none.
    private static func withoutNumber(_ name: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard let end = name.lastIndex(where: { !digits.contains($0) }), end + 1 < name.endIndex else { return nil }
        return name[...end]
    }
}
