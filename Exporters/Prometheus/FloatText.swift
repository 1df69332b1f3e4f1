/// Floating-point numbers as Prometheus reads them.
///
/// - SeeAlso: <https://prometheus.io/docs/instrumenting/exposition_formats/#comments-help-text-and-type-information>
enum FloatText {
    /// The shortest text that reads back as the same number. Whole numbers keep their `.0`, as the label `le` has it in
    /// every format: a series must not change identity with the format.
    static func text(of number: Double) -> String {
        if number.isNaN { return "NaN" }
        if number.isInfinite { return number < 0 ? "-Inf" : "+Inf" }
        return number.description
    }
}
