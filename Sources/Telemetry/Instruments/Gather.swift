/// What all reads of one gather have in common.
public struct Gather: Sendable {
    /// The lanes that threads had used when the gather began.
    let lanes: Int

    /// Whether histograms may sample exemplars anew from now on.
    let rearmsExemplars: Bool

    init(rearmsExemplars: Bool = false) {
        lanes = ThreadLane.used
        self.rearmsExemplars = rearmsExemplars
    }
}
