#include "base/csv_table.h"

#include <fmt/format.h>

#include <algorithm>

namespace klynge::csv {
namespace {

constexpr View byte_order_mark = "\xEF\xBB\xBF";

struct Cell {
  std::string text;
  int line = 1, column = 1;
};
using Row = std::vector<Cell>;

// How many octets the character at the front of `text` has; 0 when it is not UTF-8.
size_t character_size(View text) {
  const auto octet = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned first = octet(0);
  const size_t size = first < 0x80   ? 1
                      : first < 0xC2 ? 0
                      : first < 0xE0 ? 2
                      : first < 0xF0 ? 3
                      : first < 0xF5 ? 4
                                     : 0;
  if (size == 0 || size > text.size()) return 0;
  for (size_t i = 1; i < size; ++i)
    if ((octet(i) & 0xC0) != 0x80) return 0;
  if (size < 3) return size;
  const unsigned second =
      octet(1);  // neither written longer than it need be, nor a surrogate, nor beyond the last
  const bool strange = (first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F) ||
                       (first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F);
  return strange ? 0 : size;
}

class Reader {
 public:
  Reader(View text, const std::string& file_name) : rest_(text), file_name_(file_name) {
    if (rest_.starts_with(byte_order_mark)) rest_.remove_prefix(byte_order_mark.size());
  }

  bool at_end() const { return rest_.empty(); }
  const std::optional<Problem>& problem() const { return problem_; }

  Row row() {
    Row cells;
    do cells.push_back(cell());
    while (!problem_ && skip(','));
    if (!problem_ && !at_end() && !end_of_line()) {
      complain(line_, column_, "found a character after the quotes, expected a comma or the end of the line");
    }
    return cells;
  }

  void complain(int line, int column, std::string what) {
    if (!problem_)
      problem_ = not_understood(fmt::format("{}:{}:{}", file_name_, line, column), std::move(what));
  }

 private:
  Cell cell() {
    Cell cell{{}, line_, column_};
    if (skip('"')) {
      take_quoted(cell);
    } else {
      while (!problem_ && !at_end() && rest_[0] != ',' && rest_[0] != '\n' && !rest_.starts_with("\r\n")) {
        if (rest_[0] == '"')
          complain(line_, column_, "found quotes inside a cell, expected the cell in quotes");
        take(cell);
      }
    }
    return cell;
  }

  void take_quoted(Cell& cell) {
    while (!problem_) {
      if (at_end()) {
        complain(cell.line, cell.column, "found no end of the quotes that begin here, expected one");
      } else if (!skip('"')) {
        take(cell);
      } else if (skip('"')) {
        cell.text += '"';
      } else {
        return;
      }
    }
  }

  void take(Cell& cell) {
    if (problem_) return;
    const size_t size = character_size(rest_);
    const auto first = static_cast<unsigned char>(rest_[0]);
    if (size == 0) {
      return complain(line_, column_,
                      fmt::format("found the octet {:#04x}, expected UTF-8: save the file as UTF-8", first));
    }
    const bool line_break = rest_[0] == '\n' || rest_.starts_with("\r\n");
    if (first < 0x20 && first != '\t' && !line_break) {
      return complain(line_, column_, fmt::format("found the octet {:#04x}, expected a character", first));
    }
    if (rest_[0] == '\r' && line_break) rest_.remove_prefix(1);
    cell.text.append(rest_.substr(0, line_break ? 1 : size));
    rest_.remove_prefix(line_break ? 1 : size);
    line_break ? next_line() : void(++column_);
  }

  bool skip(char c) {
    if (rest_.empty() || rest_[0] != c) return false;
    rest_.remove_prefix(1);
    ++column_;
    return true;
  }

  bool end_of_line() {
    if (rest_.starts_with("\r\n")) rest_.remove_prefix(1);
    if (rest_[0] != '\n') return false;
    rest_.remove_prefix(1);
    next_line();
    return true;
  }

  void next_line() {
    ++line_;
    column_ = 1;
  }

  View rest_;
  const std::string& file_name_;
  int line_ = 1, column_ = 1;
  std::optional<Problem> problem_;
};

void check_header(const Row& header, std::span<const std::string_view> columns, Reader& reader) {
  for (size_t i = 0; i < columns.size(); ++i) {
    if (i < header.size() && header[i].text == columns[i]) continue;
    const Cell& at = i < header.size() ? header[i] : header.back();
    reader.complain(at.line, at.column,
                    fmt::format("found no column \"{}\" here, expected the columns {}", columns[i],
                                fmt::join(columns, ",")));
  }
  if (header.size() > columns.size()) {
    const Cell& more = header[columns.size()];
    reader.complain(more.line, more.column,
                    fmt::format("found {} columns, expected {}", header.size(), fmt::join(columns, ",")));
  }
}

yaml::Node node_of(Cell cell) {
  yaml::Node node;
  node.kind = yaml::Node::scalar;
  node.text = std::move(cell.text);
  node.line = cell.line;
  node.column = cell.column;
  return node;
}

yaml::Node node_of(Row row, std::span<const std::string_view> columns) {
  yaml::Node node;
  node.kind = yaml::Node::map;
  node.line = row[0].line;
  node.column = row[0].column;
  for (size_t i = 0; i < row.size(); ++i) {
    if (!row[i].text.empty()) node.members.push_back({std::string(columns[i]), node_of(std::move(row[i]))});
  }
  return node;
}

}  // namespace

Result<yaml::Node> parse(View text, const std::string& file_name, std::span<const std::string_view> columns) {
  Reader reader(text, file_name);
  const Row header = reader.row();
  if (!reader.problem()) check_header(header, columns, reader);
  yaml::Node list;
  list.kind = yaml::Node::list;
  while (!reader.problem() && !reader.at_end()) {
    Row row = reader.row();
    if (!reader.problem() && row.size() != columns.size()) {
      reader.complain(row[0].line, row[0].column,
                      fmt::format("found {} cells, expected {}", row.size(), columns.size()));
    }
    if (!reader.problem()) list.items.push_back(node_of(std::move(row), columns));
  }
  if (reader.problem()) return *reader.problem();
  return list;
}

}  // namespace klynge::csv
