extension FamilySettings {
    /// Settings of metrics that well-known libraries make, by label. Those given to a factory go before them.
    static let known: [String: FamilySettings] = [
        "hb.requests": FamilySettings(help: "HTTP requests by their answer."),
        "hb.request.errors": FamilySettings(help: "HTTP requests whose handler threw an error."),
        "http.server.request.duration": FamilySettings(
            help: "Time from an HTTP request's arrival to its answer's last byte."),
        "http.server.active_requests": FamilySettings(help: "HTTP requests that are being answered."),
    ]
}
