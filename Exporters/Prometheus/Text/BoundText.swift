/// The text of a bucket's bound, which is part of a series' identity.
///
/// OpenMetrics lists how such numbers are to be written, and Prometheus writes those that come in protobuf the same way:
/// the fewest digits, an exponent from a million up and below a ten-thousandth, and `.0` where there is neither a point nor
/// an exponent. With any other spelling a series would change its name with the format of the scrape.
///
/// - SeeAlso: <https://prometheus.io/docs/specs/om/open_metrics_spec/#considerations-canonical-numbers>
enum BoundText {
    static func text(of bound: Double) -> String {
        if bound.isNaN { return "NaN" }
        if bound.isInfinite { return bound < 0 ? "-Inf" : "+Inf" }
        let magnitude = bound.magnitude
        let plain = bound.description
        guard magnitude >= 1e6, !plain.contains("e") else { return plain }
        return (bound < 0 ? "-" : "") + scientific(magnitude.description)
    }

    /// `1048576.0` as `1.048576e+06`.
    private static func scientific(_ plain: String) -> String {
        let parts = plain.split(separator: ".")
        let whole = parts.first ?? "0"
        let fraction = parts.dropFirst().first ?? ""
        let exponent = whole.count - 1
        var digits = Array(whole + (fraction == "0" ? "" : fraction))
        while digits.count > 1, digits.last == "0" { digits.removeLast() }
        let mantissa = digits.count > 1 ? "\(digits[0]).\(String(digits[1...]))" : String(digits)
        return "\(mantissa)e+\(exponent < 10 ? "0" : "")\(exponent)"
    }
}
