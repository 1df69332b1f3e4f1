/// The members that every client frame may have.
struct FrameHead {
    var type: JSONToken?
    var id: JSONToken?

    /// The type's text, or nil when there is none.
    var typeText: JSONText? {
        guard case .string(let text) = type else { return nil }
        return text
    }

    /// The `id`, or nil when it is absent or not what an `id` may be.
    var goodID: String? {
        guard case .string(let text) = id, let id = try? text.string(), FrameContext.fits(id) else { return nil }
        return id
    }
}
