/// A part of a metric name made from what the kernel calls something.
enum MetricName {
    /// Letters, digits and underscores stay, everything else becomes an underscore: one name that breaks the rules would
    /// make a scraper refuse the whole exposition.
    static func part(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.map { isValid($0) ? $0 : UInt8(ascii: "_") }, as: UTF8.self)
    }

    private static func isValid(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
        default: false
        }
    }
}
