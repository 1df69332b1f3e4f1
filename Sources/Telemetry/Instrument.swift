/// What the children of a family have in common: a value that a gather can read.
///
/// ``Counter``, ``Gauge`` and ``Histogram`` are the instruments.
public protocol Instrument: AnyObject, Sendable {
    /// The value at this moment, summed over the shards and stripes. Any thread may ask.
    func read() -> SeriesValue
}
