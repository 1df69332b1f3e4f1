import Foundation
import Telemetry

@testable import HostMetrics

/// A folder that stands in for the process file system or the system file system.
struct Fixture {
    let path: String

    var folder: HostFolder {
        HostFolder(root: path)
    }

    init() throws {
        path = NSTemporaryDirectory() + "host-metrics-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    /// A folder with these files.
    init(_ files: [String: String]) throws {
        try self.init()
        for (name, text) in files { try write(name, text) }
    }

    func write(_ name: String, _ text: String) throws {
        try write(name, bytes: Array(text.utf8))
    }

    func write(_ name: String, bytes: [UInt8]) throws {
        let file = URL(fileURLWithPath: path).appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
    }

    func remove(_ name: String) throws {
        try FileManager.default.removeItem(atPath: "\(path)/\(name)")
    }

    func remove() {
        try? FileManager.default.removeItem(atPath: path)
    }
}

/// Families as lines of kind, name, labels and number.
func shown(_ families: [FamilySnapshot]) -> [String] {
    families.flatMap { family in
        family.series.map { series in
            let labels = String(decoding: series.labels.exposition, as: UTF8.self)
            return "\(family.kind) \(family.name)\(labels.isEmpty ? "" : "{\(labels)}") \(series.number ?? .nan)"
        }
    }
}

extension HostArea {
    /// A gather that has no earlier one to build on.
    mutating func gather() throws -> [FamilySnapshot] {
        var output = FamilyOutput()
        try gather(&output)
        var families: [FamilySnapshot] = []
        output.exchange(with: &families)
        return families
    }

    /// A gather as lines.
    mutating func shownNow() throws -> [String] {
        shown(try gather())
    }

    /// Why a gather fails; nil if it does not.
    mutating func failure() -> HostFileError.Code? {
        do throws(HostFileError) {
            var output = FamilyOutput()
            try gather(&output)
            return nil
        } catch {
            return error.code
        }
    }
}
