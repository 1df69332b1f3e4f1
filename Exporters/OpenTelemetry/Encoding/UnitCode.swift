/// The units of the Prometheus naming rules in the codes of UCUM, which OTLP uses.
///
/// - SeeAlso: <https://opentelemetry.io/docs/specs/semconv/general/metrics/#instrument-units>
enum UnitCode {
    /// The code of a base unit; empty without one, for the code `1` is kept for ratios: whoever translates OTLP to Prometheus
    /// adds `_ratio` to the name of a gauge that has it.
    ///
    /// - Parameter unit: as ``/Telemetry/FamilySnapshot/unit`` has it.
    static func code(_ unit: String?) -> String {
        guard let unit else { return "" }
        // An annotation is the form of UCUM for whatever is counted and has no code.
        return codes[unit] ?? "{\(unit)}"
    }

    private static let codes = [
        "seconds": "s", "bytes": "By", "ratio": "1", "celsius": "Cel", "meters": "m", "volts": "V", "amperes": "A", "joules": "J",
        "grams": "g", "hertz": "Hz",
    ]
}
