import Foundation
import Testing

/// The house: which room may know which.
struct ArchitectureTests {
    private static let everywhere: Set = ["Swift", "Foundation", "Glibc", "Synchronization", "Logging"]

    @Test("every room on disk stands in the table, and every room of the table on disk")
    func rooms() throws {
        let onDisk = try ["Sources", "Exporters"].flatMap { parent in
            let path = Project.root + "/" + parent
            return try FileManager.default.contentsOfDirectory(atPath: path)
                .filter { try hasSources(path + "/" + $0) }
                .map { parent + "/" + $0 }
        }
        #expect(try RoomTable().rooms.map(\.folder).sorted() == onDisk.sorted())
    }

    @Test("arrows of the table run to rooms above")
    func order() throws {
        var above: Set<String> = []
        for room in try RoomTable().rooms {
            for name in room.ours ?? [] {
                #expect(above.contains(name), "\(room.module) may import \(name), which does not stand above it")
            }
            above.insert(room.module)
        }
    }

    @Test("no room imports what the table does not allow it")
    func arrows() throws {
        for room in try RoomTable().rooms {
            guard let ours = room.ours, let others = room.others else { continue }
            let allowed = Self.everywhere.union(ours).union(others)
            let forbidden = try ImportLines.all(in: Project.root + "/" + room.folder).filter { !allowed.contains($0.module) }
            #expect(forbidden.isEmpty, "\(room.folder): \(forbidden)")
        }
    }

    @Test("the table allows no arrow that nothing uses")
    func unused() throws {
        for room in try RoomTable().rooms {
            let used = try Set(ImportLines.all(in: Project.root + "/" + room.folder).map(\.module))
            let unused = Set((room.ours ?? []) + (room.others ?? [])).subtracting(used)
            #expect(unused.isEmpty, "\(room.folder): \(unused.sorted())")
        }
    }

    @Test("an import is found in every form")
    func forms() {
        let source = """
            import NIOCore
            @testable import Chat
            public import struct Wire.Message
            @_spi(Internal) @preconcurrency internal import func Glibc.read
              import Foundation
            // import Nothing
            let text = "import Nothing"
            """
        #expect(ImportLines.modules(in: source) == ["NIOCore", "Chat", "Wire", "Glibc", "Foundation"])
    }

    private func hasSources(_ folder: String) throws -> Bool {
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return names.contains { name in [".swift", ".c", ".modulemap"].contains(where: name.hasSuffix) }
    }
}
