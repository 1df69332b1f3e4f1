import Testing

@testable import PrometheusExporter

@Suite("The bounds of buckets")
struct BoundTextTests {
    @Test(
        "bounds are written as OpenMetrics lists them and as Prometheus writes those that come in protobuf",
        arguments: [
            (0, "0.0"), (1, "1.0"), (-1, "-1.0"), (0.5, "0.5"), (0.001, "0.001"), (0.0001, "0.0001"),
            (0.000_122_070_312_5, "0.0001220703125"),
            (0x1p-14, "6.103515625e-05"), (1e-9, "1e-09"), (0x1p-20, "9.5367431640625e-07"), (1e-100, "1e-100"), (10, "10.0"),
            (65_536, "65536.0"), (100_000, "100000.0"), (262_144, "262144.0"), (999_999.5, "999999.5"), (1e6, "1e+06"),
            (1_048_576, "1.048576e+06"), (1_234_567.5, "1.2345675e+06"), (16_777_216, "1.6777216e+07"), (1e10, "1e+10"), (-2e6, "-2e+06"),
            (0x1p40, "1.099511627776e+12"), (1e16, "1e+16"), (1e300, "1e+300"), (.infinity, "+Inf"), (-.infinity, "-Inf"), (.nan, "NaN"),
        ] as [(Double, String)])
    func bounds(value: Double, expected: String) {
        #expect(BoundText.text(of: value) == expected)
    }
}
