extension Settings {
    static let allowedOrigins = Setting<[String]?>(
        "allowed-origins", in: .access,
        SettingKind<[String]>.origins(unset: "the request's own host").optional(
            unset: "any", hint: "a list of origins; leave it out for the request's own host only, or say `any` for all"),
        development: nil, production: [],
        meaning: "Origins whose pages may open sockets: example.com, .example.com (and all below), https://example.com:8443.",
        extremes: "`any` or `*` switches the check off; an empty list is refused. A request without an Origin header is always allowed."
    )
    static let trustedProxies = Setting(
        "trusted-proxies", in: .access, .networks, default: [],
        meaning: "Networks whose Forwarded and X-Forwarded-For headers are believed.",
        extremes:
            "With none, the peer's address is the client's address. Let the proxy set one of them: of a request with both neither is believed."
    )
    static let openRooms = Setting(
        "open-rooms", in: .access, .truth, development: true, production: false,
        meaning: "Whether a room that does not exist is made, open to all, by who first connects to it."
    )

    /// The rows of this section.
    static let access: [SettingRow] = [allowedOrigins.row, trustedProxies.row, openRooms.row]
}
