import Agents
import ChatTestSupport
import Testing

@Suite("The calculator")
struct CalculatorTests {
    private static let context = ToolContext(user: AgentUser(id: "anna"))

    static func calculate(_ expression: String) async -> String {
        let arguments = "{\"expression\":\"\(expression)\"}"
        do throws(ToolError) {
            return try await CalculatorTool().call(arguments, context)
        } catch {
            return "Error: " + error.message
        }
    }

    @Test(
        "knows what expressions come to",
        arguments: [
            ("6*7", "42"), ("1 + 2 * 3", "7"), ("(1 + 2) * 3", "9"), ("2^3^2", "512"), ("-2^2", "-4"), ("2^-1", "0.5"), ("2**10", "1024"),
            ("--3", "3"), ("+-+3", "-3"), ("10 - 4 - 3", "3"), ("100 / 8 / 2", "6.25"), ("-7 % 3", "-1"), ("7 % -3", "1"),
            ("5.5 % 2", "1.5"),
            ("0.1 + 0.2", "0.3"), ("1/3", "0.333333333333333"), ("2/3*3", "2"), ("1e3", "1000"), ("1.5E-3", "0.0015"), (".5 + 1.", "1.5"),
            ("2^53", "9.00719925474099e+15"), ("2^53 - 1", "9007199254740991"), ("1e300 * 10", "1e+301"), ("0 * -1", "0"),
            ("sqrt(2)", "1.4142135623731"), ("SQRT(16)", "4"), ("abs(-3.5)", "3.5"), ("floor(-1.5)", "-2"), ("ceil(1.2)", "2"),
            ("round(2.5)", "3"), ("round(-2.5)", "-3"), ("round(3.14159, 2)", "3.14"), ("log(1000)", "3"), ("ln(e)", "1"), ("exp(0)", "1"),
            ("min(3, 1, 2)", "1"), ("max(3, 1, 2)", "3"), ("max(5)", "5"), ("pi", "3.14159265358979"), ("2 * PI", "6.28318530717959"),
            ("(1250 - 980) / 980 * 100", "27.5510204081633"), ("6 × 7 − 2 ÷ 2", "41"),
            ("3e", "Error: column 2: \"e\" is not expected here"),
        ])
    func values(expression: String, value: String) async {
        #expect(await Self.calculate(expression) == value)
    }

    @Test(
        "says what is wrong, and where",
        arguments: [
            ("", "the expression ends too early"), ("1 +", "the expression ends too early"), ("(1", "the expression ends too early"),
            ("1)", "column 2: \")\" is not expected here"), ("1 2", "column 3: \"2\" is not expected here"),
            ("* 3", "column 1: \"*\" is not expected here"), ("1 $ 2", "column 3: \"$\" has no meaning here"),
            ("1,5", "column 2: \",\" is not expected here"), ("2 // 1", "column 4: \"/\" is not expected here"),
            ("1/0", "division by zero"), ("1 % 0", "division by zero"), ("0^-1", "division by zero"), ("1/(2-2)", "division by zero"),
            ("sqrt(-1)", "a negative number has no real square root"),
            ("(-8)^(1/3)", "a negative number has no real power with a fraction"),
            ("log(0)", "only a positive number has a logarithm"), ("ln(-1)", "only a positive number has a logarithm"),
            ("1e308 * 10", "the result is too large"), ("10^400", "the result is too large"), ("exp(1000)", "the result is too large"),
            ("1e999", "column 1: \"1\" has no meaning here"), ("sqrt(1, 2)", "sqrt takes one argument"),
            ("round(1, 99)", "round takes 0 to 15 digits, a whole number"),
            (
                "sin(1)",
                "there is no function \"sin\"; there are: sqrt, abs, floor, ceil, round, log, ln, exp, min, max"
            ),
            (
                "sqrt 4",
                """
                "sqrt" needs parentheses; the constants are pi and e, the functions sqrt, abs, floor, ceil, round, log, ln, exp, min, max
                """
            ),
            (
                "x + 1",
                """
                there is no "x"; the constants are pi and e, the functions sqrt, abs, floor, ceil, round, log, ln, exp, min, max
                """
            ),
        ])
    func errors(expression: String, message: String) async {
        #expect(await Self.calculate(expression) == "Error: " + message)
    }

    @Test("depth and length have an end")
    func limits() async {
        let deep = String(repeating: "(", count: 99) + "1" + String(repeating: ")", count: 99)
        #expect(await Self.calculate(deep) == "1")
        #expect(await Self.calculate("(\(deep))") == "Error: the expression nests deeper than 100")
        #expect(await Self.calculate(String(repeating: "-", count: 1_999) + "1") == "Error: the expression nests deeper than 100")
        #expect(await Self.calculate(String(repeating: "2^", count: 900) + "1") == "Error: the expression nests deeper than 100")
        #expect(await Self.calculate(String(repeating: "1+", count: 999) + "1") == "1000")
        #expect(await Self.calculate(String(repeating: "1", count: 2_001)) == "Error: the expression is longer than 2000 bytes")
    }

    @Test("arguments that are not what was asked for are told")
    func arguments() async {
        for (arguments, message) in [
            ("[1]", "the arguments are not one JSON object: wrongType at byte 0"),
            ("{", "the arguments are not one JSON object: unexpectedEnd at byte 1"),
            ("", "the argument \"expression\" is missing"), (#"{"expression":1}"#, "the argument \"expression\" must be a string"),
            (#"{"expression":"1","unit":"m"}"#, "there is no argument \"unit\""),
        ] {
            await #expect(throws: ToolError(message)) { try await CalculatorTool().call(arguments, Self.context) }
        }
    }

    @Test("random expressions come to what Swift makes of them", arguments: 0..<4)
    func oracle(seed: UInt64) async {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let (text, value) = Self.expression(depth: 4, &generator)
            let result = await Self.calculate(text)
            guard let value, value.isFinite else {
                #expect(result.hasPrefix("Error: "), "\(text)")
                continue
            }
            let told = Double(result)
            #expect(told.map { abs($0 - value) <= abs(value) * 1e-14 } == true, "\(text) is \(value), told \(result)")
        }
    }

    @Test("whatever is written, an answer or an error comes back", arguments: 0..<4)
    func fuzz(seed: UInt64) async {
        var generator = SeededGenerator(seed: 100 + seed)
        let parts = [
            "1", "2.5", ".", "e", "E5", "+", "-", "*", "/", "%", "^", "(", ")", ",", " ", "sqrt", "max", "min(", "pi", "é", "999999999",
        ]
        for _ in 0..<500 {
            let text = (0..<Int.random(in: 0...24, using: &generator)).map { _ in
                parts[Int.random(in: 0..<parts.count, using: &generator)]
            }.joined()
            let result = await Self.calculate(text)
            #expect(result.hasPrefix("Error: ") || Double(result)?.isFinite == true, "\(text) gave \(result)")
        }
    }

    /// An expression and its value; nil where something is divided by zero.
    private static func expression(depth: Int, _ generator: inout SeededGenerator) -> (String, Double?) {
        guard depth > 0, Int.random(in: 0..<4, using: &generator) > 0 else {
            let number = Double(Int.random(in: 0...9_999, using: &generator)) / 8
            return ("\(number)", number)
        }
        let (left, one) = expression(depth: depth - 1, &generator)
        let (right, other) = expression(depth: depth - 1, &generator)
        let sign = ["+", "-", "*", "/", "%"][Int.random(in: 0..<5, using: &generator)]
        let text = "(\(left)) \(sign) (\(right))"
        guard let one, let other else { return (text, nil) }
        switch sign {
        case "+": return (text, one + other)
        case "-": return (text, one - other)
        case "*": return (text, one * other)
        case "/": return (text, other == 0 ? nil : one / other)
        default: return (text, other == 0 ? nil : one.truncatingRemainder(dividingBy: other))
        }
    }
}
