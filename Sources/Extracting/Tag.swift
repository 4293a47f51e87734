/// The element names that matter to extraction; all others are `.other`.
package enum Tag: UInt8, Sendable, CaseIterable {
  case root, other
  case a, abbr, address, area, article, aside, b, base, big, blockquote, body, br, button, caption, center, cite, code
  case dd, del, details, dialog, dir, div, dl, dt, em, embed, fieldset, figcaption, figure, font, footer, form, frame
  case frameset, h1, h2, h3, h4, h5, h6, head, header, hr, html, i, iframe, img, input, ins, label, legend, li, link
  case main, map, mark, marquee, menu, meta, nav, noframes, noscript, object, ol, option, p, pre, s, script, section
  case select, small, span, strike, strong, style, sub, summary, sup, svg, table, tbody, td, template, textarea, tfoot
  case th, thead, title, tr, u, ul, video
  /// Kaipuyun's own tags around the body and the title.
  case ucapcontent, ucaptitle
}

extension Tag {
  /// Whether text on both sides belongs to one line.
  package var isInline: Bool {
    switch self {
    case .other, .a, .abbr, .b, .big, .button, .cite, .code, .del, .em, .font, .i, .img, .input, .ins, .label, .map,
      .mark, .s, .small, .span, .strike, .strong, .sub, .sup, .u, .area, .link, .meta, .base, .script, .style:
      true
    default: false
    }
  }

  /// Whether what stands inside is never shown as text.
  package var isOpaque: Bool {
    switch self {
    case .script, .style, .template, .iframe, .select, .option, .textarea, .svg, .object, .embed, .video, .noframes:
      true
    default: false
    }
  }

  /// Whether it never has an end tag nor anything inside.
  package var isVoid: Bool {
    switch self {
    case .area, .base, .br, .frame, .hr, .img, .input, .link, .meta: true
    default: false
    }
  }

  /// 1…6 for `<h1>`…`<h6>`.
  package var headingLevel: Int? {
    (Tag.h1.rawValue...Tag.h6.rawValue).contains(rawValue) ? Int(rawValue - Tag.h1.rawValue) + 1 : nil
  }
}
