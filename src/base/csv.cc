#include "base/csv.h"

#include <algorithm>

namespace klynge::csv {
namespace {

constexpr const char* zero = "an octet of zero";
constexpr View mark = "\xEF\xBB\xBF";

bool continues(View bytes, size_t at) {
  return at < bytes.size() && (static_cast<unsigned char>(bytes[at]) & 0xC0) == 0x80;
}

// Octets of the character that begins at `at`; 0 when none does (RFC 3629: no overlong forms, no surrogates).
size_t character_bytes(View bytes, size_t at) {
  const auto c = [&](size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const unsigned char first = c(at);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return continues(bytes, at + 1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    if (!continues(bytes, at + 1) || !continues(bytes, at + 2)) return 0;
    if (first == 0xE0 && c(at + 1) < 0xA0) return 0;
    return first == 0xED && c(at + 1) > 0x9F ? 0 : 3;
  }
  if (first < 0xF0 || first > 0xF4) return 0;
  if (!continues(bytes, at + 1) || !continues(bytes, at + 2) || !continues(bytes, at + 3)) return 0;
  if (first == 0xF0 && c(at + 1) < 0x90) return 0;
  return first == 0xF4 && c(at + 1) > 0x8F ? 0 : 4;
}

bool has_content(const Row& row) {
  return !row.fault.empty() || std::ranges::any_of(row.cells, [](const Cell& cell) {
    return cell.text.find_first_not_of(" \t") != std::string::npos;
  });
}

}  // namespace

bool is_utf8(View bytes) {
  for (size_t at = 0; at < bytes.size();) {
    const size_t size = character_bytes(bytes, at);
    if (size == 0) return false;
    at += size;
  }
  return true;
}

bool looks_like_formula(View text) {
  return !text.empty() && View("=+-@\t\r").find(text.front()) != View::npos;
}

Result<Reader> Reader::open(View bytes, std::string file_name) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF"))
    return not_understood(std::move(file_name),
                          "found UTF-16, expected UTF-8 or Latin-1: save it as CSV UTF-8");
  if (const size_t end = bytes.find_first_of("\r\n"); bytes.substr(0, end).find('\0') != View::npos)
    return not_understood(std::move(file_name), "found octets of zero, expected a text file");
  Reader reader(bytes);
  reader.marked_ = bytes.starts_with(mark);
  if (reader.marked_) reader.at_ = reader.line_began_ = mark.size();
  reader.encoding_ = is_utf8(bytes) ? Encoding::utf8 : Encoding::latin1;
  reader.find_separator();
  return reader;
}

// The one that stands most often in the first line, outside quotes. A spreadsheet may say it: "sep=;".
void Reader::find_separator() {
  while (at_ < bytes_.size() && at_line_end()) take_line_end();
  const bool is_said = bytes_.substr(at_).starts_with("sep=") && at_ + 4 < bytes_.size();
  if (is_said && View(";,\t|").find(bytes_[at_ + 4]) != View::npos) {
    separator_ = bytes_[at_ + 4];
    pass_over_line();
    return;
  }
  size_t semicolons = 0, commas = 0, tabs = 0;
  bool quoted = false;
  for (size_t i = at_; i < bytes_.size() && (quoted || (bytes_[i] != '\n' && bytes_[i] != '\r')); ++i) {
    if (bytes_[i] == '"') quoted = !quoted;
    if (quoted) continue;
    semicolons += bytes_[i] == ';';
    commas += bytes_[i] == ',';
    tabs += bytes_[i] == '\t';
  }
  if (commas > semicolons && commas >= tabs) separator_ = ',';
  if (tabs > semicolons && tabs > commas) separator_ = '\t';
}

std::optional<Row> Reader::next() {
  while (at_ < bytes_.size()) {
    Row row = read_row();
    if (has_content(row)) return row;
  }
  return std::nullopt;
}

bool Reader::at_line_end() const {
  return bytes_[at_] == '\n' || bytes_[at_] == '\r';
}

void Reader::take_line_end() {
  const bool both = bytes_[at_] == '\r' && at_ + 1 < bytes_.size() && bytes_[at_ + 1] == '\n';
  at_ += both ? 2 : 1;
  ++line_;
  line_began_ = at_;
}

void Reader::pass_over_line() {
  while (at_ < bytes_.size() && !at_line_end()) ++at_;
  if (at_ < bytes_.size()) take_line_end();
}

Row Reader::read_row() {
  Row row;
  row.line = line_;
  for (;;) {
    if (row.cells.size() == cells_max) row.fault = "more cells than any row here may have";
    if (!row.fault.empty()) break;
    row.cells.push_back({{}, line_, at_ - line_began_ + 1, false});
    if (at_ < bytes_.size() && bytes_[at_] == '"') {
      quoted_cell(row);
    } else {
      plain_cell(row);
    }
    if (!row.fault.empty()) break;
    if (at_ == bytes_.size() || at_line_end()) break;
    ++at_;  // the separator
  }
  pass_over_line();
  return row;
}

void Reader::plain_cell(Row& row) {
  const size_t begin = at_;
  while (at_ < bytes_.size() && bytes_[at_] != separator_ && !at_line_end()) ++at_;
  if (at_ - begin > cell_bytes_max) row.fault = "a cell larger than 64 kB";
  if (bytes_.substr(begin, at_ - begin).find('\0') != View::npos) row.fault = zero;
  row.cells.back().text = utf8(bytes_.substr(begin, at_ - begin));
}

// A quote that is never closed would swallow the rest of the file: it costs its own line, and no more.
void Reader::quoted_cell(Row& row) {
  const size_t begin = at_, line = line_, line_began = line_began_;
  std::string text;
  ++at_;
  for (;;) {
    if (at_ == bytes_.size() || at_ - begin > cell_bytes_max) {
      row.fault = "a quote that is never closed";
      at_ = begin;
      line_ = line;
      line_began_ = line_began;
      return;
    }
    if (bytes_[at_] == '"') {
      ++at_;
      if (at_ == bytes_.size() || bytes_[at_] != '"') break;
      text.push_back('"');
      ++at_;
    } else if (at_line_end()) {
      text.push_back('\n');
      take_line_end();
    } else {
      text.push_back(bytes_[at_++]);
    }
  }
  if (text.find('\0') != std::string::npos) row.fault = zero;
  row.cells.back().quoted = true;
  row.cells.back().text = utf8(text);
  const bool ends = at_ == bytes_.size() || bytes_[at_] == separator_ || at_line_end();
  if (!ends) row.fault = "text after a closing quote";
}

std::string Reader::utf8(View text) const {
  if (encoding_ == Encoding::utf8) return std::string(text);
  std::string out;
  for (const char c : text) {
    const auto octet = static_cast<unsigned char>(c);
    if (octet < 0x80) {
      out.push_back(c);
    } else {
      out.push_back(static_cast<char>(0xC0 | octet >> 6));
      out.push_back(static_cast<char>(0x80 | (octet & 0x3F)));
    }
  }
  return out;
}

}  // namespace klynge::csv
