import CBuildInfo

extension Release {
    /// The commit that was built, shortened; `unknown` outside a checkout.
    static let revision = String(cString: telltale_revision())

    /// The version of the Swift compiler that built it, as far as the language can tell.
    static var compiler: String {
        #if compiler(>=6.4)
            "6.4 or later"
        #elseif compiler(>=6.3)
            "6.3"
        #else
            "6.2"
        #endif
    }
}
