import Synchronization

/// The families of one kind of instrument that libraries have made, by the name that each was wanted under.
final class LibraryFamilies<Handle: LibraryHandle>: Sendable {
    private let handles = LibraryHandles<Handle>()
    private let families = Mutex<[String: LibraryFamily<Handle.I>]>([:])
    private let registry: Registry
    private let limit: Int

    /// What those get who ask for something that there is no room for: they write, and nobody reads it.
    private let nowhere: LibrarySeries<Handle.I>

    private let make: @Sendable (_ request: LibraryRequest, _ name: String) -> LibraryFamily<Handle.I>

    /// - Parameters:
    ///   - limit: families that are shown.
    ///   - nowhere: an instrument that is in no family.
    ///   - make: makes the family for a request under the name that it gets.
    init(
        _ registry: Registry, limit: Int, nowhere: Handle.I,
        make: @escaping @Sendable (_ request: LibraryRequest, _ name: String) -> LibraryFamily<Handle.I>
    ) {
        self.registry = registry
        self.limit = limit
        self.make = make
        self.nowhere = LibrarySeries(labels: LibraryLabels(allOther: []), instrument: nowhere, isShown: false)
    }

    func handle(_ metric: LibraryMetric, label: String, dimensions: [(String, String)]) -> Handle {
        let request = LibraryRequest(metric, label: label, dimensions: dimensions)
        return handles.handle(for: request) ?? resolve(request)
    }

    /// Takes the handle's series out of later snapshots. The handle stays valid.
    func destroy(_ handle: Handle) {
        handle.family?.remove(handle.series)
        handles.forget(handle)
    }

    private func resolve(_ request: LibraryRequest) -> Handle {
        guard let family = family(for: request) else {
            registry.own.dropped.child([NameRules.other]).increment()
            return Handle(nowhere, of: nil, request: request)
        }
        let labels = LibraryLabels(request.dimensions, kind: family.declaration.kind)
        let (series, isOther) = family.series(labels)
        let handle = Handle(series, of: family, request: request)
        if isOther {
            registry.own.dropped.child([family.declaration.name]).increment()
        } else if labels.isVerbatim {
            handles.keep(handle)
        }
        return handle
    }

    private func family(for request: LibraryRequest) -> LibraryFamily<Handle.I>? {
        let wanted = request.metric.familyName(label: request.label)
        return families.withLock { families in
            if let known = families[wanted] { return known }
            guard families.count < limit else {
                registry.log.add("libraries make more than \(limit) families of a kind; further ones are not shown")
                return nil
            }
            let family = registry.libraryFamily(wanted, kind: request.metric.familyKind) { make(request, $0) }
            families[wanted] = family
            return family
        }
    }
}
