import Glibc

/// Finds the marker in a server's frame.
///
/// Servers wrap all messages alike, so it is nearly always where it was in the frame before: that place is tried first.
struct MarkerSearch {
    /// The eight letters of this run, as they lie in memory: markers of other runs in the same room are not ours.
    let run: UInt64
    private var expectedOffset = 0

    init(run: UInt64) { self.run = run }

    /// Eight random letters.
    static func randomRun() -> UInt64 {
        var run: UInt64 = 0
        for _ in 0..<8 { run = run << 8 | UInt64(UInt8.random(in: UInt8(ascii: "a")...UInt8(ascii: "z"))) }
        return run
    }

    /// The first marker of this run in `payload`.
    @inline(__always)
    mutating func find(in payload: UnsafeRawBufferPointer) -> Marker? {
        if let marker = Marker.read(run: run, from: payload, at: expectedOffset) { return marker }
        return searchAll(payload)
    }

    private mutating func searchAll(_ payload: UnsafeRawBufferPointer) -> Marker? {
        guard let base = payload.baseAddress else { return nil }
        var offset = 0
        while offset + Marker.length <= payload.count {
            guard let hit = memchr(base + offset, Int32(Marker.edge), payload.count - offset) else { return nil }
            let place = base.distance(to: UnsafeRawPointer(hit))
            if let marker = Marker.read(run: run, from: payload, at: place) {
                expectedOffset = place
                return marker
            }
            offset = place + 1
        }
        return nil
    }
}
