extension SettingKind where Value == Int {
    /// A whole number within bounds.
    /// - Parameters:
    ///   - valueName: What stands for it in `--help`.
    ///   - range: The values it takes, both ends included.
    static func integer(_ valueName: String = "number", in range: ClosedRange<Int>) -> Self {
        Self(
            valueName: valueName,
            parse: { text throws(BadValue) in
                guard let value = Int(text), range.contains(value) else {
                    throw BadValue("a whole number from \(range.lowerBound) to \(range.upperBound)")
                }
                return value
            },
            format: { String($0) }
        )
    }

    /// A number of bytes, plain or with `KiB`, `MiB` or `GiB`.
    /// - Parameter range: The values it takes in bytes, both ends included.
    static func bytes(in range: ClosedRange<Int>) -> Self {
        Self(
            valueName: "bytes",
            parse: { text throws(BadValue) in
                guard let value = BinarySize.parse(text), range.contains(value) else {
                    throw BadValue(
                        "a size from \(BinarySize.format(range.lowerBound)) to \(BinarySize.format(range.upperBound)),"
                            + " such as 65536, 64KiB or 1MiB"
                    )
                }
                return value
            },
            format: { BinarySize.format($0) }
        )
    }
}

extension SettingKind where Value == Duration {
    /// A length of time: seconds, or with `ms`, `s`, `m`, `h` or `d`.
    /// - Parameter range: The values it takes, both ends included.
    static func duration(in range: ClosedRange<Duration>) -> Self {
        Self(
            valueName: "seconds",
            parse: { text throws(BadValue) in
                guard let value = TimeSpan.parse(text), range.contains(value) else {
                    throw BadValue(
                        "a time from \(TimeSpan.format(range.lowerBound)) to \(TimeSpan.format(range.upperBound)),"
                            + " such as 5, 500ms or 2m"
                    )
                }
                return value
            },
            format: { TimeSpan.format($0) }
        )
    }
}
