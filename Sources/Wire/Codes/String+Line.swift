extension String {
    /// Whether it has no control characters (general category Cc of Unicode).
    public var isLine: Bool {
        !unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
}
