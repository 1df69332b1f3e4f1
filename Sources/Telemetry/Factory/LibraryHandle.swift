import CoreMetrics

/// What a library holds: a series, and the request that it was made for.
protocol LibraryHandle: AnyObject, Sendable {
    associatedtype I: Instrument

    var series: LibrarySeries<I> { get }
    var family: LibraryFamily<I>? { get }
    var request: LibraryRequest { get }

    /// - Parameter family: nil for a series that is shown nowhere.
    init(_ series: LibrarySeries<I>, of family: LibraryFamily<I>?, request: LibraryRequest)
}
