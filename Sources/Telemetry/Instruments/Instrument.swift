/// What the children of a family have in common: values that a gather can read.
///
/// ``Counter``, ``FloatingCounter``, ``Gauge``, ``Histogram`` and ``StateSet`` are the instruments.
public protocol Instrument: AnyObject, Sendable {
    /// Brings a series up to date, without an allocation where the storage of `value` fits.
    ///
    /// Called by one gather at a time.
    ///
    /// - Parameters:
    ///   - part: which series of the child, from 0; only state sets have more than one.
    ///   - value: what the series showed before.
    ///   - gather: what the values of one gather have in common.
    func read(_ part: Int, into value: inout SeriesValue, gather: Gather)
}
