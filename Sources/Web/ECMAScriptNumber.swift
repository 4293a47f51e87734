extension Double {
  /// The shortest decimal that reads back as this number, laid out as ECMAScript's Number::toString does: no exponent
  /// from 1e-6 up to 1e21, otherwise one digit before the point; finite numbers only.
  var ecmaScriptText: String {
    if self == 0 { return "0" }
    let (digits, point) = decimal
    let sign = self < 0 ? "-" : ""
    if point > 21 || point < -5 { return sign + scientific(digits, exponent: point - 1) }
    if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
    if digits.utf8.count <= point { return sign + digits + String(repeating: "0", count: point - digits.utf8.count) }
    return sign + digits.prefix(point) + "." + digits.dropFirst(point)
  }

  /// The significant digits, and where the decimal point stands among them, from Swift's own shortest form.
  private var decimal: (digits: String, point: Int) {
    let parts = magnitude.description.split(separator: "e")
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let fraction = mantissa.count > 1 ? mantissa[1] : ""
    let all = mantissa[0] + fraction
    let significant = all.drop { $0 == "0" }
    let zeros = significant.reversed().prefix { $0 == "0" }.count
    let point = mantissa[0].utf8.count + exponent - (all.utf8.count - significant.utf8.count)
    return (String(significant.dropLast(zeros)), point)
  }
}

private func scientific(_ digits: String, exponent: Int) -> String {
  let rest = digits.dropFirst()
  return digits.prefix(1) + (rest.isEmpty ? "" : "." + rest) + "e" + (exponent < 0 ? "-" : "+") + "\(abs(exponent))"
}
