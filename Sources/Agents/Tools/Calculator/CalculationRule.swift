import Glibc

/// What the signs, constants and functions of an expression mean.
enum CalculationRule {
    private static let names = ["sqrt", "abs", "floor", "ceil", "round", "log", "ln", "exp", "min", "max"]

    /// A number that can be told; neither an infinity nor none at all.
    static func finite(_ value: Double) throws(ToolError) -> Double {
        guard value.isFinite else { throw ToolError("the result is too large") }
        return value
    }

    /// A product, a quotient or a remainder (with the sign of the left one).
    static func apply(_ sign: Character, _ left: Double, _ right: Double) throws(ToolError) -> Double {
        guard sign != "*" else { return try finite(left * right) }
        guard right != 0 else { throw ToolError("division by zero") }
        return try finite(sign == "/" ? left / right : fmod(left, right))
    }

    static func power(_ base: Double, _ exponent: Double) throws(ToolError) -> Double {
        if base == 0, exponent < 0 { throw ToolError("division by zero") }
        let value = pow(base, exponent)
        guard !value.isNaN else { throw ToolError("a negative number has no real power with a fraction") }
        return try finite(value)
    }

    static func constant(_ name: String) throws(ToolError) -> Double {
        switch name {
        case "pi": return Double.pi
        case "e": return M_E
        default:
            let hint = names.contains(name) ? "\"\(name)\" needs parentheses" : "there is no \"\(name.prefix(40))\""
            throw ToolError("\(hint); the constants are pi and e, the functions \(names.joined(separator: ", "))")
        }
    }

    static func call(_ name: String, _ arguments: [Double]) throws(ToolError) -> Double {
        switch name {
        case "min": return arguments.min() ?? 0
        case "max": return arguments.max() ?? 0
        case "round" where arguments.count == 2: return try rounded(arguments[0], digits: arguments[1])
        default: break
        }
        guard names.contains(name) else {
            throw ToolError("there is no function \"\(name.prefix(40))\"; there are: \(names.joined(separator: ", "))")
        }
        guard arguments.count == 1, let value = arguments.first else { throw ToolError("\(name) takes one argument") }
        return try finite(try function(name, value))
    }

    private static func function(_ name: String, _ value: Double) throws(ToolError) -> Double {
        switch name {
        case "sqrt":
            guard value >= 0 else { throw ToolError("a negative number has no real square root") }
            return value.squareRoot()
        case "log", "ln":
            guard value > 0 else { throw ToolError("only a positive number has a logarithm") }
            return name == "log" ? log10(value) : log(value)
        case "abs": return value.magnitude
        case "floor": return value.rounded(.down)
        case "ceil": return value.rounded(.up)
        case "exp": return exp(value)
        default: return value.rounded(.toNearestOrAwayFromZero)
        }
    }

    private static func rounded(_ value: Double, digits: Double) throws(ToolError) -> Double {
        guard digits.rounded() == digits, (0...15).contains(digits) else {
            throw ToolError("round takes 0 to 15 digits, a whole number")
        }
        let factor = pow(10, digits)
        let scaled = value * factor
        // Beyond this a double has no digits left to round.
        return scaled.isFinite ? scaled.rounded(.toNearestOrAwayFromZero) / factor : value
    }
}
