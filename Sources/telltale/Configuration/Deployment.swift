/// What the server is run for. It decides the defaults that differ, and nothing else.
enum Deployment: String, Sendable, CaseIterable {
    /// On one's own machine: a signing key is made, rooms open on first use, no delay at the end.
    case development
    /// For others: keys are explicit, origins are checked, rooms must exist, limits are on.
    case production
}
