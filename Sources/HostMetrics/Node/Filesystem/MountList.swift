import Telemetry

/// The file systems that a list of mounts names, without those that are not shown.
///
/// - SeeAlso: <https://man7.org/linux/man-pages/man5/fstab.5.html>, for the form of a line
struct MountList: Sendable {
    static let labelNames = ["device", "fstype", "mountpoint"]

    private(set) var mounts: [Mount] = []

    /// The first line that is not as documented.
    private(set) var problem: HostFileError?

    /// Reads the lines. Where several have the same labels, the first one is taken: a series may not be there twice.
    init(_ lines: LineScanner) {
        var lines = lines
        var seen: Set<LabelSet> = []
        do {
            while lines.nextLine() {
                if let mount = try Self.mount(&lines), seen.insert(mount.labels).inserted { mounts.append(mount) }
            }
        } catch {
            problem = error
        }
    }

    /// The mount of a line, or nil if it is not shown.
    private static func mount(_ lines: inout LineScanner) throws(HostFileError) -> Mount? {
        let device = lines.lacksFirstField ? 0..<0 : try lines.needField()
        let point = unescaped(lines[try lines.needField()])
        let type = try lines.needField()
        let options = try lines.needField()
        // A path ends at its first 0.
        if point.contains(0) { throw lines.malformed }
        if MountExclusion.excludes(point: point) || MountExclusion.excludes(type: lines.text(type)) { return nil }
        return Mount(
            path: point.map(CChar.init(bitPattern:)) + [0],
            labels: LabelSet(
                names: labelNames, values: [lines.text(device), lines.text(type), String(decoding: point, as: UTF8.self)]),
            isReadOnly: lines[options].split(separator: UInt8(ascii: ",")).contains { $0.elementsEqual("ro".utf8) })
    }

    /// Space, tab, newline and backslash are written as a backslash and three octal digits.
    static func unescaped(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var (result, index) = ([UInt8](), bytes.startIndex)
        result.reserveCapacity(bytes.count)
        while index < bytes.endIndex {
            if let byte = escaped(bytes[index...]) {
                result.append(byte)
                index += 4
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return result
    }

    /// The byte that an escape at the beginning stands for, or nil if there is none.
    private static func escaped(_ bytes: ArraySlice<UInt8>) -> UInt8? {
        guard bytes.first == UInt8(ascii: "\\"), bytes.count >= 4 else { return nil }
        var value = 0
        for byte in bytes.dropFirst().prefix(3) {
            guard (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(byte) else { return nil }
            value = value * 8 + Int(byte - UInt8(ascii: "0"))
        }
        return UInt8(exactly: value)
    }
}
