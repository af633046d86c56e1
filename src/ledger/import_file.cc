#include "ledger/import_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "message/message.h"

namespace klynge {
namespace {

constexpr size_t cases_max = 100;  // of one citizen

struct Column {
  std::string_view name;
  std::vector<std::string_view> also;
  bool may_lack = false;
};

const std::array<Column, 6> roster_columns = {{
    {"cpr", {"cprnr", "cprnummer", "personnummer", "borger", "citizen"}},
    {"case_kind", {"sagstype", "sagsart", "sag", "ydelse", "casekind"}},
    {"desk", {"enhed", "modtager", "afdeling", "team"}},
    {"from", {"fra", "start", "startdato", "fradato"}},
    {"to", {"til", "slut", "slutdato", "tildato"}},
    {"gp", {"laege", "læge", "egenlaege", "egenlæge", "praksis", "generalpractitioner"}, true},
}};
const std::array<Column, 6> log_columns = {{
    {"type", {"beskedtype", "advistype", "status"}},
    {"time", {"tid", "tidspunkt", "haendelsestid", "hændelsestid"}},
    {"sender", {"afsender", "sygehusafdeling"}},
    {"receiver", {"modtager"}},
    {"course_id", {"forloeb", "forløb", "forloebsid", "forløbsid", "courseid"}},
    {"citizen", {"borger", "cpr", "cprnr", "cprnummer", "personnummer"}},
}};

struct Type {
  std::string_view code;
  StayEvent event;
  std::vector<std::string_view> also;
};
const std::array<Type, 6> types = {{
    {"STAA", StayEvent::acute, {"akut ambulant", "akut ambulant kontakt", "start akut ambulant"}},
    {"STIN", StayEvent::admitted, {"indlæggelse", "indlagt", "start indlæggelse"}},
    {"STOR", StayEvent::leave, {"orlov", "start orlov", "på orlov"}},
    {"SLOR", StayEvent::back, {"tilbage fra orlov", "slut orlov"}},
    {"SLHJ", StayEvent::home, {"udskrivning", "udskrevet", "afsluttet til hjemmet"}},
    {"MORS", StayEvent::dead, {"død", "dødsfald"}},
}};

struct Form {
  NoteForm form;
  std::string_view code;
  std::vector<std::string_view> also;
};
const std::array<Form, 2> forms = {{
    {NoteForm::correction, "RE_", {"rettelse af ", "rettelse "}},
    {NoteForm::annulment, "AN_", {"annullering af ", "annullering "}},
}};

std::string trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\n'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return std::string(text);
}

// For comparing words: ASCII and the Danish letters.
std::string lowered(std::string_view text) {
  std::string out = trimmed(text);
  for (size_t i = 0; i < out.size(); ++i) {
    if (out[i] >= 'A' && out[i] <= 'Z') out[i] = static_cast<char>(out[i] - 'A' + 'a');
    const bool capital = i > 0 && out[i - 1] == '\xC3' && static_cast<unsigned char>(out[i]) >= 0x80 &&
                         static_cast<unsigned char>(out[i]) <= 0x9E;
    if (capital) out[i] = static_cast<char>(static_cast<unsigned char>(out[i]) + 0x20);
  }
  return out;
}

std::string column_word(std::string_view text) {
  std::string out = lowered(text);
  std::erase_if(out, [](char c) { return c == ' ' || c == '-' || c == '.'; });
  return out;
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// Above every CPR number: the replacement numbers, which have two letters.
constexpr uint64_t replacements_from = 10'000'000'000;

uint64_t number_of(std::string_view digits) {
  uint64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

// What kind of thing stands there, never what.
std::string kind_of(std::string_view text) {
  if (text.empty()) return "nothing";
  if (csv::looks_like_formula(text)) return "a formula";
  if (all_digits(text)) return fmt::format("{} digits", text.size());
  const auto characters =
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
  return fmt::format("text of {} characters", characters);
}

// --- days and times ---

struct Numbers {  // of a text such as 20-11-2026 08:15, with their lengths
  std::vector<int> values;
  std::vector<size_t> digits;
  std::string between;
};

Numbers numbers_in(std::string_view text) {
  Numbers found;
  for (size_t i = 0; i < text.size();) {
    const size_t begin = i;
    while (i < text.size() && text[i] >= '0' && text[i] <= '9' && i - begin < 5) ++i;
    if (i > begin) {
      found.values.push_back(static_cast<int>(number_of(text.substr(begin, i - begin))));
      found.digits.push_back(i - begin);
    } else {
      found.between.push_back(text[i++]);
    }
  }
  return found;
}

std::optional<Date> date_of(const Numbers& said) {
  if (said.values.size() < 3 || said.between.size() < 2) return std::nullopt;
  const auto of = [&](size_t y, size_t m, size_t d) -> std::optional<Date> {
    if (said.digits[y] != 4 || said.digits[m] > 2 || said.digits[d] > 2) return std::nullopt;
    const Date date{said.values[y], static_cast<uint8_t>(said.values[m]),
                    static_cast<uint8_t>(said.values[d])};
    return valid(date) && date.year >= 1900 && date.year <= 2200 ? std::optional(date) : std::nullopt;
  };
  const std::string_view between = std::string_view(said.between).substr(0, 2);
  if (between == "--" && said.digits[0] == 4) return of(0, 1, 2);
  if (between == "--" || between == ".." || between == "//" || between == "/-") return of(2, 1, 0);
  return std::nullopt;
}

// Danish clocks: in the hour that autumn has twice, the first; in the one that spring leaves out, none.
std::optional<Instant> danish(Date date, int64_t second_of_day) {
  const int64_t local = days_from_civil(date) * 86'400 + second_of_day;
  for (const int64_t offset : {int64_t{120}, int64_t{60}}) {
    const Instant at{(local - offset * 60) * 1'000'000};
    if (denmark_offset_minutes(at) == offset) return at;
  }
  return std::nullopt;
}

// --- one file ---

class Table {
 public:
  Table(ImportFile& file, const Setting& setting) : file_(file), setting_(setting) {}

  template <size_t n>
  Result<> begin(csv::Reader& reader, const std::string& name, const std::array<Column, n>& columns) {
    file_.encoding = reader.encoding();
    file_.marked = reader.marked();
    file_.separator = reader.separator();
    const auto header = reader.next();
    if (!header || !header->fault.empty())
      return not_understood(name + ":1", "found no header row, expected one: " + expected_header(columns));
    places_.assign(n, SIZE_MAX);
    width_ = header->cells.size();
    for (size_t i = 0; i < width_; ++i) take_column(i, header->cells[i].text, columns);
    for (size_t c = 0; c < n; ++c)
      if (places_[c] == SIZE_MAX && !columns[c].may_lack)
        return not_understood(name + ":" + std::to_string(header->line),
                              fmt::format("found no column {} in the header row, expected {}",
                                          columns[c].name, expected_header(columns)));
    for (const Column& column : columns) names_.push_back(column.name);
    return Done{};
  }

  // Goes to the row; false when it cannot be read as one.
  bool at(const csv::Row& row) {
    row_ = &row;
    good_ = true;
    if (!row.fault.empty()) {
      file_.complaints.push_back({row.line, 0, "", row.fault, "a whole row"});
      return false;
    }
    if (row.cells.size() != width_) {
      file_.complaints.push_back({row.line, 0, "", fmt::format("{} cells", row.cells.size()),
                                  fmt::format("{}, as in the header row", width_)});
      return false;
    }
    return true;
  }
  bool good() const { return good_; }
  bool has(size_t column) const { return places_[column] != SIZE_MAX; }

  std::string text(size_t column) {
    const std::string value = trimmed(cell(column).text);
    if (csv::looks_like_formula(value)) complain(column, "a value; a formula is not read");
    return value;
  }
  void complain(size_t column, std::string expected) {
    if (!good_) return;  // one a row: the first tells
    good_ = false;
    const csv::Cell& at = cell(column);
    file_.complaints.push_back(
        {at.line, at.column, std::string(names_[column]), kind_of(trimmed(at.text)), std::move(expected)});
  }

  uint64_t cpr(size_t column) {
    std::string value = text(column);
    std::erase_if(value, [](char c) { return c == '-' || c == ' '; });
    const uint64_t number = cpr_number(value);
    if (number == 0)
      complain(column, value.size() == 9 && all_digits(value)
                           ? "a CPR number of ten digits; a spreadsheet may have taken a zero in front away"
                           : "a CPR number of ten digits");
    return good_ ? number : 0;
  }

  Party unit(size_t column, bool known) {
    const std::string value = text(column);
    if (!good_) return {};
    if (all_digits(value)) {
      const Party party{value.size() <= 19 ? number_of(value) : 0};
      if (setting_.directory.find(party) != nullptr) return party;
      if (value.size() == 13)
        if (const Party by_gln = unit_with(&PartyInfo::gln, value); !by_gln.none()) return by_gln;
      if (!known && value.size() != 13 && message::valid_sor(value)) return party;
    } else if (const Party by_name = unit_with(&PartyInfo::name, value); !by_name.none()) {
      return by_name;
    }
    complain(column, known ? "a unit of the directory, by SOR id, GLN or name"
                           : "a unit by SOR id, or by GLN or name as in the directory");
    return {};
  }

 private:
  const csv::Cell& cell(size_t column) const { return row_->cells[places_[column]]; }

  template <size_t n>
  void take_column(size_t at, const std::string& text, const std::array<Column, n>& columns) {
    const std::string word = column_word(text);
    for (size_t c = 0; c < n; ++c) {
      const bool is = word == column_word(columns[c].name) ||
                      std::ranges::find(columns[c].also, word) != columns[c].also.end();
      if (!is || places_[c] != SIZE_MAX) continue;
      places_[c] = at;
      return;
    }
    file_.passed_over.push_back(std::to_string(at + 1));
  }

  template <size_t n>
  static std::string expected_header(const std::array<Column, n>& columns) {
    std::string text;
    for (const Column& column : columns)
      if (!column.may_lack) text += (text.empty() ? "" : ";") + std::string(column.name);
    return text;
  }

  Party unit_with(std::string PartyInfo::* member, const std::string& value) {
    auto [place, is_new] = units_.try_emplace(value);
    if (!is_new) return place->second;
    const std::string wanted = lowered(value);
    for (const PartyInfo& info : setting_.directory.all())
      if (!wanted.empty() && lowered(info.*member) == wanted) place->second = info.party;
    return place->second;
  }

  ImportFile& file_;
  const Setting& setting_;
  const csv::Row* row_ = nullptr;
  bool good_ = true;
  size_t width_ = 0;
  std::vector<size_t> places_;
  std::vector<std::string_view> names_;
  std::unordered_map<std::string, Party> units_;  // by GLN or name; none: not there
};

// --- the roster ---

class Kinds {
 public:
  explicit Kinds(const std::vector<CaseKind>& kinds) {
    for (size_t i = 0; i < kinds.size(); ++i) {
      take(kinds[i].id, i);
      take(kinds[i].name.da, i);
      take(kinds[i].name.en, i);
      for (const std::string& word : kinds[i].also) take(word, i);
      expected_ += (i == 0 ? "one of " : ", ") + kinds[i].id;
    }
  }
  std::optional<size_t> find(const std::string& word) const {
    const auto found = by_word_.find(lowered(word));
    return found == by_word_.end() ? std::nullopt : std::optional(found->second);
  }
  const std::string& expected() const { return expected_; }

 private:
  void take(const std::string& word, size_t kind) { by_word_.emplace(lowered(word), kind); }
  std::unordered_map<std::string, size_t> by_word_;
  std::string expected_;
};

void take_days(Table& table, RosterRow& row) {
  const std::string from = table.text(3), to = table.text(4);
  const auto first = read_day(from);
  if (!first) table.complain(3, "a day, such as 2026-11-20 or 20-11-2026");
  row.from = first.value_or(Instant{});
  if (to.empty() || !table.good()) return;
  const auto last = read_day(to);
  if (!last) {
    table.complain(4, "a day, such as 2026-11-20 or 20-11-2026, or nothing");
  } else if (*last < *first) {
    table.complain(4, "a last day that is not before the first");
  } else {
    // Some hours into the next day, and back to its midnight: a day of summer time has 23 or 25.
    const Instant next = *last + hours(30);
    row.to = *read_day(format_denmark(next).substr(0, 10));
  }
}

void take_desk(Table& table, const Setting& setting, RosterRow& row) {
  row.desk = table.unit(2, true);
  const PartyInfo* desk = setting.directory.find(row.desk);
  if (desk == nullptr || !table.good()) return;
  const auto& desks = setting.case_kinds[row.kind].desks;
  if (std::ranges::find(desks, desk->kind) == desks.end())
    table.complain(2, "a desk of the kind that may have such a case");
}

void take_gp(Table& table, const Setting& setting, RosterRow& row) {
  if (!table.has(5) || table.text(5).empty()) return;
  row.gp = table.unit(5, true);
  const PartyInfo* gp = setting.directory.find(row.gp);
  if (table.good() && (gp == nullptr || gp->kind != PartyKind::gp))
    table.complain(5, "a GP's practice, or nothing");
}

// The same case twice, or with another last day: the first row is used.
void drop_repeats(RosterFile& file) {
  std::ranges::stable_sort(file.rows, {}, &RosterRow::cpr);
  std::vector<RosterRow> kept;
  size_t citizen_began = 0;
  for (const RosterRow& row : file.rows) {
    if (kept.empty() || kept.back().cpr != row.cpr) citizen_began = kept.size();
    const auto begin = kept.begin() + static_cast<ptrdiff_t>(citizen_began);
    const auto same = std::find_if(begin, kept.end(), [&](const RosterRow& one) {
      return one.kind == row.kind && one.desk == row.desk && one.from == row.from;
    });
    if (same == kept.end() && kept.size() - citizen_began >= cases_max) {
      file.complaints.push_back({row.line, 0, "", "one more case of a citizen with very many",
                                 fmt::format("at most {} a citizen", cases_max)});
    } else if (same == kept.end()) {
      kept.push_back(row);
    } else if (same->to == row.to) {
      file.complaints.push_back(
          {row.line, 0, "", fmt::format("the same as line {}", same->line), "each case once"});
    } else {
      file.complaints.push_back({row.line, 0, "",
                                 fmt::format("another last day than line {} has", same->line),
                                 "each case once; that line is used"});
    }
  }
  file.rows = std::move(kept);
}

void sort_complaints(ImportFile& file) {
  std::ranges::stable_sort(file.complaints, {}, &FileComplaint::line);
}

// --- the log ---

std::optional<StayEvent> event_with(std::string_view wanted) {
  for (const Type& type : types)
    if (wanted == lowered(type.code) || std::ranges::find(type.also, wanted) != type.also.end())
      return type.event;
  return std::nullopt;
}

NoteForm take_form(std::string& word) {
  const auto cut = [&](std::string_view front) {
    const bool is = word.starts_with(front);
    if (is) word = trimmed(std::string_view(word).substr(front.size()));
    return is;
  };
  for (const Form& form : forms)
    if (cut(lowered(form.code)) || std::ranges::any_of(form.also, cut)) return form.form;
  return NoteForm::first;
}

LogRow read_log_row(Table& table, const csv::Row& from, Instant now) {
  LogRow row;
  row.line = from.line;
  std::string type = lowered(table.text(0));
  row.form = take_form(type);
  const auto event = event_with(type);
  if (!event) table.complain(0, "one of STAA, STIN, STOR, SLOR, SLHJ, MORS, or with RE_ or AN_ in front");
  row.event = event.value_or(StayEvent{});
  const auto at = read_moment(table.text(1));
  if (!at) table.complain(1, "a time, such as 2026-11-20 08:15 or 20-11-2026 08:15");
  row.at = at.value_or(Instant{});
  if (row.at > now) table.complain(1, "a time that is past");
  row.sender = table.unit(2, false);
  row.receiver = table.unit(3, true);
  row.course = table.text(4);
  if (row.course.empty()) table.complain(4, "the id of the course");
  row.cpr = table.cpr(5);
  return row;
}

// A log does not say which message a correction is of: it is the latest of its course and event that was sent
// before it. Rows stand in the order they were sent in, or, with the newest first, in the reverse.
void sort_by_telling(std::vector<LogRow>& rows) {
  if (!rows.empty() && rows.front().at > rows.back().at) std::ranges::reverse(rows);
  std::map<std::tuple<uint64_t, std::string, StayEvent>, Instant> latest;
  for (LogRow& row : rows) {
    Instant& of = latest[{row.cpr, row.course, row.event}];
    row.told = row.form == NoteForm::first ? row.at : std::max(row.at, of);
    of = row.told;
  }
  std::ranges::stable_sort(rows, [](const LogRow& a, const LogRow& b) {
    return a.told != b.told ? a.told < b.told : a.event < b.event;
  });
}

}  // namespace

std::optional<Instant> read_day(std::string_view text) {
  const Numbers said = numbers_in(text);
  const auto date = date_of(said);
  if (!date || said.values.size() != 3 || said.between.size() != 2) return std::nullopt;
  return danish(*date, 0);
}

std::optional<Instant> read_moment(std::string_view text) {
  if (const auto outside = parse_time(text); outside && outside->precision >= Precision::minute)
    return outside->at;
  const Numbers said = numbers_in(text);
  const auto date = date_of(said);
  if (!date || said.values.size() < 5 || said.values.size() > 6) return std::nullopt;
  const std::string_view rest = std::string_view(said.between).substr(2);
  const std::string_view wanted = said.values.size() == 5 ? " :" : " ::";
  if (rest != wanted && !(rest.front() == 'T' && rest.substr(1) == wanted.substr(1)) &&
      !(said.values.size() == 5 && rest == " ."))
    return std::nullopt;
  const int hour = said.values[3], minute = said.values[4],
            second = said.values.size() == 6 ? said.values[5] : 0;
  if (hour > 23 || minute > 59 || second > 59 || said.digits[3] > 2 || said.digits[4] != 2)
    return std::nullopt;
  return danish(*date, hour * 3600 + minute * 60 + second);
}

uint64_t cpr_number(std::string_view text) {
  if (message::valid_cpr(text)) return number_of(text);
  if (!message::valid_replacement_cpr(text)) return 0;
  const auto letter = [&](size_t at) { return static_cast<uint64_t>(text[at] - 'A'); };
  return replacements_from + ((number_of(text.substr(0, 7)) * 26 + letter(7)) * 26 + letter(8)) * 10 +
         number_of(text.substr(9));
}

std::string cpr_text(uint64_t cpr) {
  if (cpr < replacements_from) return fmt::format("{:010}", cpr);
  uint64_t rest = cpr - replacements_from;
  const auto take = [&](uint64_t of) { return std::exchange(rest, rest / of) % of; };
  const auto digit = take(10);
  const char second = static_cast<char>('A' + take(26)), first = static_cast<char>('A' + take(26));
  return fmt::format("{:07}{}{}{}", rest, first, second, digit);
}

std::string type_of(StayEvent event, NoteForm form) {
  const auto front = std::ranges::find(forms, form, &Form::form);
  return std::string(front == forms.end() ? "" : front->code) +
         std::string(std::ranges::find(types, event, &Type::event)->code);
}

Key message_key(const seal::Secrets& secrets, const LogRow& row) {
  const Key course = course_key(secrets, row.course);
  return seal::keyed(
      secrets, "log-row",
      fmt::format("{}|{}|{}|{}|{}|{}", type_of(row.event, row.form), row.at.us, row.sender.sor,
                  row.receiver.sor, to_hex({reinterpret_cast<const char*>(course.octets.data()), 16}),
                  cpr_text(row.cpr)));
}

Result<RosterFile> read_roster(View bytes, const std::string& name, const Setting& setting,
                               const Told& told) {
  auto reader = csv::Reader::open(bytes, name);
  if (!reader) return reader.problem();
  RosterFile file;
  Table table(file, setting);
  if (auto done = table.begin(*reader, name, roster_columns); !done) return done.problem();
  const Kinds kinds(setting.case_kinds);
  while (const auto from = reader->next()) {
    told(reader->bytes_read(), reader->bytes_total());
    if (!table.at(*from)) continue;
    RosterRow row;
    row.line = from->line;
    row.cpr = table.cpr(0);
    const auto kind = kinds.find(table.text(1));
    if (!kind) table.complain(1, kinds.expected());
    row.kind = kind.value_or(0);
    if (kind) take_desk(table, setting, row);
    take_days(table, row);
    take_gp(table, setting, row);
    if (table.good()) file.rows.push_back(row);
  }
  drop_repeats(file);
  sort_complaints(file);
  return file;
}

Result<LogFile> read_log(View bytes, const std::string& name, const Setting& setting, Instant now,
                         const Told& told) {
  auto reader = csv::Reader::open(bytes, name);
  if (!reader) return reader.problem();
  LogFile file;
  Table table(file, setting);
  if (auto done = table.begin(*reader, name, log_columns); !done) return done.problem();
  while (const auto from = reader->next()) {
    told(reader->bytes_read(), reader->bytes_total());
    if (!table.at(*from)) continue;
    LogRow row = read_log_row(table, *from, now);
    if (table.good()) file.rows.push_back(std::move(row));
  }
  sort_by_telling(file.rows);
  sort_complaints(file);
  return file;
}

}  // namespace klynge
