#include "base/csv_table.h"

#include <fmt/format.h>

#include "base/csv.h"

namespace klynge::csv {
namespace {

class Table {
 public:
  Table(std::string file_name, std::span<const std::string_view> columns)
      : file_name_(std::move(file_name)), columns_(columns) {}

  Result<yaml::Node> read(View text) {
    auto reader = Reader::open(text, file_name_);
    if (!reader) return reader.problem();
    if (reader->encoding() != Encoding::utf8)
      return not_understood(file_name_,
                            "found octets that are not UTF-8, expected UTF-8: save the file as UTF-8");
    const auto header = reader->next();
    if (auto problem = fault_of(header.value_or(Row{}), true)) return *problem;
    yaml::Node list;
    list.kind = yaml::Node::list;
    while (auto row = reader->next()) {
      if (auto problem = fault_of(*row, false)) return *problem;
      list.items.push_back(node_of(std::move(*row)));
    }
    return list;
  }

 private:
  std::optional<Problem> fault_of(const Row& row, bool is_header) const {
    if (!row.fault.empty())
      return complaint(row.line, 1, fmt::format("found {}, expected a whole row", row.fault));
    for (size_t i = 0; is_header && i < columns_.size(); ++i) {
      if (i < row.cells.size() && row.cells[i].text == columns_[i]) continue;
      return complaint(row.line, i < row.cells.size() ? row.cells[i].column : 1,
                       fmt::format("found no column \"{}\" here, expected the columns {}", columns_[i],
                                   fmt::join(columns_, ",")));
    }
    if (row.cells.size() == columns_.size()) return std::nullopt;
    return complaint(row.line, 1,
                     fmt::format("found {} cells, expected {}", row.cells.size(), columns_.size()));
  }

  Problem complaint(size_t line, size_t column, std::string what) const {
    return not_understood(fmt::format("{}:{}:{}", file_name_, line, column), std::move(what));
  }

  yaml::Node node_of(Row row) const {
    const auto node_at = [](yaml::Node::Kind kind, const Cell& cell) {
      yaml::Node node;
      node.kind = kind;
      node.line = static_cast<int>(cell.line);
      node.column = static_cast<int>(cell.column);
      return node;
    };
    yaml::Node map = node_at(yaml::Node::map, row.cells.front());
    for (size_t i = 0; i < row.cells.size(); ++i) {
      if (row.cells[i].text.empty()) continue;
      yaml::Node cell = node_at(yaml::Node::scalar, row.cells[i]);
      cell.text = std::move(row.cells[i].text);
      map.members.push_back({std::string(columns_[i]), std::move(cell)});
    }
    return map;
  }

  std::string file_name_;
  std::span<const std::string_view> columns_;
};

}  // namespace

Result<yaml::Node> parse(View text, const std::string& file_name, std::span<const std::string_view> columns) {
  return Table(file_name, columns).read(text);
}

}  // namespace klynge::csv
