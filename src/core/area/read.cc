#include "core/area/read.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/csv_table.h"
#include "core/pathway/form.h"

namespace klynge {
namespace {

using yaml::Node;

constexpr std::string_view municipality_columns[] = {"code",       "name",   "population",
                                                     "counted_on", "source", "confidence"};
constexpr std::string_view area_columns[] = {"id",           "kind",     "name",      "region",
                                             "valid_from",   "valid_to", "hospital",  "council_members",
                                             "counted_with", "source",   "confidence"};
constexpr std::string_view member_columns[] = {"municipality", "area", "role", "source", "confidence"};

constexpr std::array<Term<AreaKind>, 3> kinds = {{{"region", AreaKind::region},
                                                  {"cluster", AreaKind::cluster},
                                                  {"health-council", AreaKind::health_council}}};
constexpr std::array<Term<bool>, 2> roles = {{{"primary", false}, {"secondary", true}}};
constexpr std::string_view confidences[] = {"high", "medium-high", "medium", "medium-low", "low"};

struct Trust {
  std::string source, confidence;
};

// One file's rows, read one after the other; the first complaint ends it.
class Table {
 public:
  Table(const AreaFile& file, std::span<const std::string_view> columns)
      : complaint_(file.name), columns_(columns), rows_(csv::parse(file.text, file.name, columns)) {}

  Complaint& complaint() { return complaint_; }
  std::optional<Problem> problem() const { return rows_ ? complaint_.problem() : rows_.problem(); }
  std::span<const Node> rows() const {
    return rows_ ? std::span<const Node>(rows_->items) : std::span<const Node>();
  }
  Fields fields(const Node& row) { return {row, columns_, complaint_}; }

  Trust trust(const Fields& fields) {
    word_index(fields.need("confidence"), confidences, complaint_);
    return {text_of(fields.need("source"), complaint_), fields.need("confidence").text};
  }
  std::string text(const Fields& fields, std::string_view key) {
    const Node* node = fields.find(key);
    return node == nullptr ? "" : node->text;
  }

 private:
  Complaint complaint_;
  std::span<const std::string_view> columns_;
  Result<Node> rows_;
};

template <class Item>
bool has(const std::vector<Item>& items, std::string Item::* member, std::string_view text) {
  return std::ranges::find(items, text, member) != items.end();
}

class Reader {
 public:
  Result<Areas> read(const AreaFiles& files) {
    if (auto problem = read_municipalities(files.municipalities)) return *problem;
    if (auto problem = read_areas(files.areas)) return *problem;
    if (auto problem = read_members(files.members)) return *problem;
    return Areas(std::move(municipalities_), std::move(areas_), std::move(members_));
  }

 private:
  std::optional<Problem> read_municipalities(const AreaFile& file) {
    Table table(file, municipality_columns);
    Complaint& complaint = table.complaint();
    for (const Node& row : table.rows()) {
      const Fields fields = table.fields(row);
      const Node &code = fields.need("code"), &name = fields.need("name");
      const bool good = code.text.size() == 4 &&
                        std::ranges::all_of(code.text, [](char c) { return c >= '0' && c <= '9'; });
      if (!good) complaint.expected(code, "a municipality code of four digits");
      if (has(municipalities_, &Municipality::code, code.text))
        complaint.expected(code, "a code that is not there already");
      if (has(municipalities_, &Municipality::name, name.text))
        complaint.expected(name, "a name that is not there already");
      const auto people = number_of(fields.need("population"), 1, 99'999'999, complaint);
      day_of(fields.need("counted_on"), complaint);
      const auto [source, confidence] = table.trust(fields);
      municipalities_.push_back({code.text, text_of(name, complaint), static_cast<uint32_t>(people),
                                 fields.need("counted_on").text, source, confidence});
    }
    return table.problem();
  }

  std::optional<Problem> read_areas(const AreaFile& file) {
    Table table(file, area_columns);
    for (const Node& row : table.rows()) read_area(table, table.fields(row));
    if (!table.problem()) {
      for (size_t i = 0; i < areas_.size(); ++i) check_area(table, table.rows()[i], areas_[i]);
    }
    return table.problem();
  }

  void read_area(Table& table, const Fields& fields) {
    Complaint& complaint = table.complaint();
    Area area;
    area.id = identifier_of(fields.need("id"), complaint);
    if (has(areas_, &Area::id, area.id))
      complaint.expected(fields.need("id"), "an id that is not there already");
    area.kind = term_of(fields.need("kind"), kinds, complaint);
    area.name = text_of(fields.need("name"), complaint);
    area.region = table.text(fields, "region");
    area.from = day_of(fields.need("valid_from"), complaint);
    if (const Node* to = fields.find("valid_to")) {
      area.to = day_of(*to, complaint);
      if (area.to <= area.from) complaint.expected(*to, "a date after valid_from");
    }
    area.hospital = table.text(fields, "hospital");
    if (const Node* members = fields.find("council_members"))
      area.council_members = static_cast<uint16_t>(number_of(*members, 1, 999, complaint));
    area.counted_with = table.text(fields, "counted_with");
    const auto [source, confidence] = table.trust(fields);
    area.source = source;
    area.confidence = confidence;
    areas_.push_back(std::move(area));
  }

  // Of what names another area, which may stand further down.
  void check_area(Table& table, const Node& row, const Area& area) {
    const Fields fields = table.fields(row);
    const auto found = [&](const std::string& id) { return std::ranges::find(areas_, id, &Area::id); };
    if (area.kind == AreaKind::region) {
      if (!area.region.empty())
        table.complaint().expected(fields.need("region"), "none: a region lies in no other");
    } else {
      const auto region = found(area.region);
      if (region == areas_.end() || region->kind != AreaKind::region)
        table.complaint().expected(fields.need("region"), "the id of a region");
    }
    if (area.counted_with.empty()) return;
    const auto other = found(area.counted_with);
    const bool good = other != areas_.end() && other->kind == AreaKind::cluster &&
                      area.kind == AreaKind::cluster && other->counted_with.empty() &&
                      other->region == area.region && other->from == area.from && other->to == area.to;
    if (!good)
      table.complaint().expected(fields.need("counted_with"),
                                 "the id of a cluster of the same region and days");
  }

  std::optional<Problem> read_members(const AreaFile& file) {
    Table table(file, member_columns);
    Complaint& complaint = table.complaint();
    for (const Node& row : table.rows()) {
      const Fields fields = table.fields(row);
      const Node &code = fields.need("municipality"), &area = fields.need("area");
      if (!has(municipalities_, &Municipality::code, code.text))
        complaint.expected(code, "the code of a municipality");
      if (!has(areas_, &Area::id, area.text)) complaint.expected(area, "the id of an area");
      const bool twice = std::ranges::any_of(members_, [&](const Membership& one) {
        return one.municipality == code.text && one.area == area.text;
      });
      if (twice) complaint.expected(area, "each membership once");
      const bool secondary = term_of(fields.need("role"), roles, complaint);
      const auto [source, confidence] = table.trust(fields);
      members_.push_back({code.text, area.text, secondary, source, confidence});
    }
    if (auto problem = table.problem()) return problem;
    return check_days(file);
  }

  // Which areas exist changes only on the first and last days of areas.
  std::optional<Problem> check_days(const AreaFile& file) const {
    for (const Area& begins : areas_) {
      for (const Instant day : {begins.from, begins.to}) {
        if (day.none()) continue;
        if (auto problem = check_day(file, begins.kind, day)) return problem;
      }
    }
    return std::nullopt;
  }

  std::optional<Problem> check_day(const AreaFile& file, AreaKind kind, Instant day) const {
    const auto there = [&](const Area& area) { return area.kind == kind && area.exists(day); };
    if (std::ranges::none_of(areas_, there)) return std::nullopt;
    for (const Municipality& municipality : municipalities_) {
      const auto primary = std::ranges::count_if(members_, [&](const Membership& one) {
        return one.municipality == municipality.code && !one.secondary &&
               there(*std::ranges::find(areas_, one.area, &Area::id));
      });
      if (primary == 1) continue;
      return not_understood(
          file.name, fmt::format("found {} in {} primary areas of the kind {} on {}, expected 1",
                                 municipality.code, primary, word(kind), format_denmark(day).substr(0, 10)));
    }
    return std::nullopt;
  }

  std::vector<Municipality> municipalities_;
  std::vector<Area> areas_;
  std::vector<Membership> members_;
};

}  // namespace

Result<Areas> read_areas(const AreaFiles& files) {
  return Reader().read(files);
}

}  // namespace klynge
