import Synchronization

/// A list that several threads append to.
public final class Collected<Element: Sendable>: Sendable {
    private let elements = Mutex<[Element]>([])

    /// Makes an empty list.
    public init() {}

    /// All elements, in the order in which they came.
    public var all: [Element] { elements.withLock { $0 } }

    /// Adds an element.
    ///
    /// - Returns: how many there are now.
    @discardableResult
    public func append(_ element: Element) -> Int {
        elements.withLock { elements in
            elements.append(element)
            return elements.count
        }
    }
}
