#include "server/drawing/sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "server/page.h"

namespace klynge::server {
namespace {

constexpr int margin = 24;

// Thousandths of the font's size, from the blank to the tilde (Adobe's font metrics of Helvetica).
constexpr std::array<short, 95> widths = {
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333,  278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667,  611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278,  556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,  500, 334, 260, 334, 584};
constexpr int other_width = 840;  // æ, ø, å, dashes, arrows: none is wider
// DejaVu Sans, which stands in where neither Arial nor Helvetica is, is that much wider.
constexpr int air_percent = 18, bold_percent = 14;

bool continues(char octet) {
  return (static_cast<unsigned char>(octet) & 0xC0) == 0x80;
}

// What does not fit on a line of its own is cut between characters.
std::string cut_to(std::string& word, Font font, int width) {
  std::string part;
  size_t at = 0;
  while (at < word.size()) {
    size_t next = at + 1;
    while (next < word.size() && continues(word[next])) ++next;
    if (at > 0 && width_of(word.substr(0, next), font) > width) break;
    at = next;
  }
  part = word.substr(0, at);
  word.erase(0, at);
  return part;
}

std::string_view stroke_of(Stroke stroke) {
  switch (stroke) {
    case Stroke::thin:
      return "stroke=\"#333\" stroke-width=\"1\"";
    case Stroke::thick:
      return "stroke=\"#111\" stroke-width=\"2.5\"";
    case Stroke::dashed:
      return "stroke=\"#555\" stroke-width=\"1\" stroke-dasharray=\"5 4\"";
  }
  return "";
}

}  // namespace

int width_of(std::string_view text, Font font) {
  int thousandths = 0;
  for (const char c : text) {
    if (continues(c)) continue;
    thousandths += c >= ' ' && c <= '~' ? widths[static_cast<size_t>(c - ' ')] : other_width;
  }
  const int percent = 100 + air_percent + (font.bold ? bold_percent : 0);
  return (thousandths * font.size / 1000 * percent + 99) / 100;
}

std::vector<std::string> wrapped(std::string_view text, Font font, int width) {
  std::vector<std::string> lines(1);
  while (!text.empty()) {
    const size_t end = std::min(text.find(' '), text.size());
    std::string word(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::string longer = lines.back().empty() ? word : lines.back() + " " + word;
    if (width_of(longer, font) <= width) {
      lines.back() = longer;
      continue;
    }
    if (!lines.back().empty()) lines.emplace_back();
    while (width_of(word, font) > width) {
      lines.back() = cut_to(word, font, width);
      lines.emplace_back();
    }
    lines.back() = word;
  }
  if (lines.back().empty()) lines.pop_back();
  return lines;
}

void Sheet::reach(int x, int y) {
  right_ = std::max(right_, x);
  bottom_ = std::max(bottom_, y);
}

void Sheet::text(int x, int y, std::string_view text, Font font) {
  body_ += fmt::format("<text x=\"{}\" y=\"{}\" font-size=\"{}\"{}>{}</text>\n", x, y, font.size,
                       font.bold ? " font-weight=\"bold\"" : "", escape(text));
  reach(x + width_of(text, font), y + font.size / 3);
}

int Sheet::paragraph(int x, int y, const std::vector<std::string>& lines, Font font) {
  for (const std::string& line : lines) {
    text(x, y + font.size, line, font);
    y += font.line();
  }
  return y;
}

void Sheet::box(int x, int y, int width, int height, std::string_view fill, Stroke stroke) {
  body_ += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\" {}/>\n", x, y, width,
                       height, fill, stroke_of(stroke));
  reach(x + width, y + height);
}

void Sheet::shape(std::string_view path, std::string_view fill, Stroke stroke) {
  body_ += fmt::format("<path d=\"{}\" fill=\"{}\" {}/>\n", path, fill, stroke_of(stroke));
}

void Sheet::line(int x1, int y1, int x2, int y2, Stroke stroke) {
  body_ +=
      fmt::format("<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" {}/>\n", x1, y1, x2, y2, stroke_of(stroke));
  reach(std::max(x1, x2), std::max(y1, y2));
}

void Sheet::arrow(std::string_view path) {
  body_ += fmt::format("<path d=\"{}\" fill=\"none\" stroke=\"#fff\" stroke-width=\"6\"/>\n", path);
  body_ += fmt::format(
      "<path d=\"{}\" fill=\"none\" stroke=\"#111\" stroke-width=\"2\" marker-end=\"url(#head)\"/>\n", path);
}

void Sheet::circle(int x, int y, int radius) {
  body_ += fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"#fff\" {}/>\n", x, y, radius,
                       stroke_of(Stroke::thin));
  reach(x + radius, y + radius);
}

std::string Sheet::finished(std::string_view language, std::string_view title,
                            std::string_view description) const {
  const int width = right_ + margin, height = bottom_ + margin;
  return fmt::format(
             "<svg xmlns=\"http://www.w3.org/2000/svg\" xml:lang=\"{0}\" lang=\"{0}\" role=\"img\" "
             "width=\"{1}\" "
             "height=\"{2}\" viewBox=\"0 0 {1} {2}\" font-family=\"Arial, Helvetica, 'Liberation Sans', "
             "sans-serif\" fill=\"#111\">\n<title>{3}</title>\n<desc>{4}</desc>\n"
             "<style>@media print {{ @page {{ size: A3 {5}; margin: 8mm }} svg {{ width: 100%; height: "
             "100vh }} }}</style>\n"
             "<defs><marker id=\"head\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"7\" "
             "markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0L10 5L0 10z\"/></marker></defs>\n"
             "<rect width=\"{1}\" height=\"{2}\" fill=\"#fff\"/>\n",
             language, width, height, escape(title), escape(description),
             width > height ? "landscape" : "portrait") +
         body_ + "</svg>\n";
}

}  // namespace klynge::server
