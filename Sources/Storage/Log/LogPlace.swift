/// Where an event is in the log, and whether it is a message, in the 8 bytes that a segment has for it.
///
/// The sign is the mark, so that whoever looks for messages passes over other events without reading them. Version 1 of the
/// schema had messages only, and no marks: its entries mean the same.
struct LogPlace: BitwiseCopyable, Equatable, Sendable {
    /// As it is stored.
    let packed: Int64

    init(packed: Int64) {
        self.packed = packed
    }

    /// - Parameter position: the row's key in `messages`, at least 1.
    init(position: Int64, isMessage: Bool) {
        packed = isMessage ? position : position | .min
    }

    var position: Int64 {
        packed & .max
    }

    var isMessage: Bool {
        packed >= 0
    }
}
