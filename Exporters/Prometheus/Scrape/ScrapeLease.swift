/// A scrape's place among those in flight, given back when the last reference goes.
final class ScrapeLease: Sendable {
    private let admission: ScrapeAdmission

    /// - Returns: nil when there is no place.
    init?(_ admission: ScrapeAdmission) {
        guard admission.admit() else { return nil }
        self.admission = admission
    }

    deinit {
        admission.leave()
    }
}
