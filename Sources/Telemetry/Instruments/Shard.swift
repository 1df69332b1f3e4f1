/// The right to write without locks: handed to one event loop, which passes it to the instruments it counts with.
///
/// All cells of a shard lie together in memory and never share a cache line with another shard's. The handles that
/// an instrument gives out for a shard (``LocalCounter``, ``LocalGauge``, ``LocalHistogram``) have **one writer**: use
/// them on the shard's event loop only. The shard itself may be passed between threads.
public final class Shard: Sendable {
    /// The position of the shard in its registry, from 0.
    public let index: Int

    let arena = CellArena(lanes: 1)

    init(index: Int) {
        self.index = index
    }
}
