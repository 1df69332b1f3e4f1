/// Which Telltale this is.
enum Release {
    /// The version, as `telltale --version`, the `connection` frame and `telltale_build_info` say it.
    static let version = "0.1.0"
}
