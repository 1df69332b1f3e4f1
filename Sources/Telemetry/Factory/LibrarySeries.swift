import Synchronization

/// One series that a library writes to, and whether it is still shown.
final class LibrarySeries<I: Instrument>: Sendable {
    let labels: LibraryLabels
    let instrument: I

    private let shown: Atomic<Bool>

    /// - Parameter isShown: false for a series that is in no snapshot from the beginning.
    init(labels: LibraryLabels, instrument: I, isShown: Bool = true) {
        self.labels = labels
        self.instrument = instrument
        shown = Atomic(isShown)
    }

    /// Whether snapshots have the series; never again once they have not.
    var isShown: Bool {
        shown.load(ordering: .relaxed)
    }

    func hide() {
        shown.store(false, ordering: .relaxed)
    }
}
