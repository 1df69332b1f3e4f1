import Hummingbird

extension GatewayContext {
    /// A part of the path that the route's template names, with its escapes resolved.
    ///
    /// - Throws: ``HTTPRefusal`` 400 when they are broken.
    func pathValue(_ name: String) throws(HTTPRefusal) -> String {
        guard let text = parameters.get(name).flatMap({ PercentEncoding.decode($0[...], isForm: false) }) else {
            throw .malformed("the path must be UTF-8 in percent-encoding")
        }
        return text
    }
}
