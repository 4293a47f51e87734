extension DocumentBlock: Decodable {
  private enum Key: String, CodingKey {
    case id, kind, text, locator, level, number, ordered, items, url
  }

  private enum Kind: String, Decodable {
    case heading, paragraph, list, table, image, quote
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    let content: Content
    switch try values.decode(Kind.self, forKey: .kind) {
    case .heading:
      content = .heading(
        try values.decode(String.self, forKey: .text), level: try values.decode(Int.self, forKey: .level),
        number: try values.decodeIfPresent(String.self, forKey: .number))
    case .paragraph:
      content = .paragraph(
        try values.decode(String.self, forKey: .text),
        number: try values.decodeIfPresent(String.self, forKey: .number))
    case .list:
      content = .list(
        try values.decode([String].self, forKey: .items), ordered: try values.decode(Bool.self, forKey: .ordered))
    case .table: content = .table(try Table(from: decoder))
    case .image:
      content = .image(
        url: try values.decode(String.self, forKey: .url), alt: try values.decode(String.self, forKey: .text))
    case .quote: content = .quote(try values.decode(String.self, forKey: .text))
    }
    self.init(
      id: try values.decode(String.self, forKey: .id), content,
      locator: try values.decode(String.self, forKey: .locator))
  }
}

extension Table.Cell: Decodable {
  private enum Key: String, CodingKey {
    case r, c, rowspan, colspan, text, header
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    self.init(
      row: try values.decode(Int.self, forKey: .r), column: try values.decode(Int.self, forKey: .c),
      rowspan: try values.decode(Int.self, forKey: .rowspan), colspan: try values.decode(Int.self, forKey: .colspan),
      text: try values.decode(String.self, forKey: .text),
      isHeader: try values.decodeIfPresent(Bool.self, forKey: .header) ?? false)
  }
}
