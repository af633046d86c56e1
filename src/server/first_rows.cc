#include "server/first_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "server/picture.h"

namespace klynge::server {
namespace {

constexpr size_t lines_shown = 8;    // what a screen holds
constexpr Duration soon = hours(4);  // Clocks.svelte warns as early

using Values = std::vector<std::pair<std::string_view, std::string>>;

// Strands of one citizen that only say who has what are one line together (web/page/list/list.ts, lines()).
struct Line {
  RowPicture row;
  std::vector<Strand> with;  // that row's strand first; empty: it stands alone
};

bool is_quiet(const RowPicture& row) {
  return row.need == Need::rest && row.duty.strand != Strand::none && row.part == WorkPart::holds &&
         row.duty.asked.party.none() && row.duty.due.none();
}

// Of the same citizen, and what is said beneath the name is the same (list.ts, sameStay()).
bool same_stay(const RowPicture& one, const RowPicture& other) {
  return one.citizen == other.citizen && one.stay == other.stay && one.ward.party == other.ward.party &&
         one.discharge_expected == other.discharge_expected;
}

std::vector<Line> lines_of(const NeedsSeen& seen, const Setting& setting) {
  std::vector<Line> lines;
  std::map<std::pair<CitizenNumber, int64_t>, size_t> quiet;
  std::set<std::pair<CitizenNumber, uint16_t>> shown;
  for (const NeedsSeen::Row& one : seen.rows) {
    RowPicture row = picture_of(one.listed, setting);
    row.need = one.order.need;
    if (!shown.insert({row.citizen, row.duty.number}).second) continue;
    if (is_quiet(row)) {
      const auto [place, is_new] = quiet.try_emplace({row.citizen, row.stay_start.us}, lines.size());
      if (!is_new) {
        Line& first = lines[place->second];
        if (first.with.empty()) first.with.push_back(first.row.duty.strand);
        first.with.push_back(row.duty.strand);
        continue;
      }
    }
    lines.push_back({std::move(row), {}});
  }
  std::ranges::stable_sort(lines, {}, [](const Line& line) { return line.row.need; });
  return lines;
}

// 12345 as "12.345" or "12,345".
std::string say_number(Tongue tongue, size_t value) {
  std::string digits = std::to_string(value);
  for (size_t at = digits.size(); at > 3;) digits.insert(at -= 3, say(tongue, ".", ","));
  return digits;
}

// Every class beside which `of-list` stands is a style of List.svelte (web/svelte.config.js gives the name).
class Rows {
 public:
  Rows(const NeedsAsked& asked, const NeedsSeen& seen, const Setting& setting, const PageFrame& frame)
      : asked_(asked),
        seen_(seen),
        frame_(frame),
        tongue_(frame.tongue),
        lines_(lines_of(seen, setting)),
        whose_(picture_of(asked.list, setting).name) {
    minute_ = {frame.now.us - frame.now.us % minutes(1).us};
  }

  FirstShown made() && {
    banner();
    raw("<main class=\"of-app\">\n<div class=\"head of-list\"><h1 class=\"of-list\">").t("list.title");
    raw("<span class=\"soft of-list\">").text(whose_).raw("</span></h1>");
    raw("<a class=\"button road no-print of-list\" href=\"/road\">").t("road.title").raw("</a></div>\n");
    filters();
    noted();
    if (lines_.empty())
      nothing();
    else
      table();
    raw("</main>\n");
    return {tongue_, fmt::format("{} – {} – Klynge", words("list.title"), whose_), whose_, std::move(html_)};
  }

 private:
  // --- words ---
  Rows& raw(std::string_view markup) {
    html_ += markup;
    return *this;
  }
  Rows& text(std::string_view words) { return raw(escape(words)); }
  std::string words(std::string_view key, const Values& values = {}) const {
    std::string said(screen_words(tongue_, key));
    if (const size_t between = said.find('|'); between != std::string::npos) {
      const bool one = !values.empty() && values.front().second == "1";
      said = one ? said.substr(0, between) : said.substr(between + 1);
    }
    for (const auto& [name, value] : values)
      if (const size_t at = said.find(fmt::format("{{{}}}", name)); at != std::string::npos)
        said.replace(at, name.size() + 2, value);
    return said;
  }
  Rows& t(std::string_view key, const Values& values = {}) { return text(words(key, values)); }
  Rows& moment(Instant at, bool by = false) {
    raw("<time class=\"of-when\" datetime=\"").raw(format_utc(at)).raw("\">");
    return text(say_when(tongue_, by ? due_said(at) : at, minute_)).raw("</time>");
  }
  std::string length(Duration span) const { return say_length(tongue_, span); }
  Rows& party(const PartyPicture& one) {
    raw("<span class=\"of-partyline\">").text(one.name.empty() ? std::to_string(one.party.sor) : one.name);
    if (!one.phone.empty()) {
      raw(" <a class=\"num of-partyline\" href=\"")
          .raw(phone_link(one.phone))
          .raw("\" aria-label=\"")
          .t("party.call");
      text(" " + one.name + ", " + one.phone).raw("\">");
      t("party.phone").text(" " + one.phone).raw("</a>");
    }
    return raw("</span>");
  }

  // --- above the rows ---
  void banner() {
    if (!frame_.demonstration && frame_.approved) return;
    raw("<section class=\"banner of-app\" aria-label=\"").t("frame.notice").raw("\"><p class=\"of-app\">");
    if (frame_.demonstration) t("frame.demonstration");
    if (frame_.demonstration && !frame_.approved) raw(" – ");
    if (!frame_.approved) t("frame.not-approved");
    raw("</p></section>\n");
  }
  bool is_whole() const { return !asked_.only && !asked_.noted; }
  size_t sum(Need need) const {
    const auto found = seen_.sums.find(need);
    return found == seen_.sums.end() ? 0 : found->second;
  }
  void choice(bool chosen, std::string_view query, std::string_view name, size_t count) {
    raw("<a class=\"button of-list\" ")
        .raw(chosen ? "aria-current=\"true\" " : "")
        .raw("href=\"?")
        .raw(query);
    raw("\">")
        .text(name)
        .raw(" <span class=\"num of-list\">")
        .text(say_number(tongue_, count))
        .raw("</span></a>\n");
  }
  void filters() {
    size_t all = 0;
    for (const Need need : all_needs) all += sum(need);
    raw("<div class=\"filters no-print of-list\" role=\"group\" aria-label=\"").t("list.filter").raw("\">\n");
    choice(is_whole(), "group=all", words("list.all"), all);
    for (const Need need : all_needs)
      if (sum(need) > 0 || asked_.only == need)
        choice(asked_.only == need, fmt::format("group={}", word(need)),
               words(fmt::format("group.{}", word(need))), sum(need));
    raw("<span class=\"find of-list\"></span></div>\n");
  }
  void noted() {
    if (seen_.noted.rows == 0 && !asked_.noted) return;
    raw("<p class=\"noted no-print of-list\">");
    choice(asked_.noted, "group=noted", words("group.noted"), seen_.noted.rows);
    raw("<span class=\"small of-list\">").t("list.noted", {{"n", std::to_string(seen_.noted.rows)}}).raw(" ");
    moment(seen_.noted.since);
    if (seen_.noted.rows > 0) raw(", ").t("list.noted.latest").raw(" ").moment(seen_.noted.latest);
    raw("</span></p>\n");
  }
  void nothing() {
    raw("<div class=\"card empty of-list\"><h2 class=\"of-list\">");
    t(is_whole() ? "list.empty.title" : "list.none-here").raw("</h2><p class=\"soft of-list\">");
    t(is_whole() ? "list.empty.help" : fmt::format("group.{}.help", group_asked())).raw("</p></div>\n");
  }
  std::string_view group_asked() const { return asked_.noted ? "noted" : word(*asked_.only); }

  // --- the rows ---
  void table() {
    raw("<table role=\"table\" class=\"of-list\" aria-label=\"").t("list.title").text(" " + whose_);
    raw("\">\n<thead role=\"rowgroup\" class=\"of-list\"><tr role=\"row\" class=\"of-list\">");
    raw("<td role=\"cell\" class=\"no-print of-list\"></td>");
    for (const auto* key : {"list.duty", "list.citizen", "list.who", "list.time"})
      raw("<th role=\"columnheader\" scope=\"col\" class=\"of-list\">").t(key).raw("</th>");
    raw("<th role=\"columnheader\" scope=\"col\" class=\"no-print of-list\">").t("list.act");
    raw("</th></tr></thead>\n");
    for (size_t at = 0; at < std::min(lines_.size(), lines_shown); ++at) {
      const Need need = lines_[at].row.need;
      if (at == 0 || lines_[at - 1].row.need != need) section(at, need);
      row(lines_[at],
          at > 0 && lines_[at - 1].row.need == need && same_stay(lines_[at - 1].row, lines_[at].row));
    }
    raw("</tbody></table>\n");
  }
  void section(size_t at, Need need) {
    size_t here = 0;
    for (const Line& line : lines_) here += line.row.need == need ? 1 : 0;
    const size_t count = !asked_.noted && (asked_.only || !seen_.more) ? sum(need) : here;
    raw(at == 0 ? "" : "</tbody>").raw("<tbody role=\"rowgroup\" class=\"of-list\">");
    raw("<tr role=\"row\" class=\"group of-list\"><th role=\"rowheader\" scope=\"rowgroup\" colspan=\"6\" "
        "class=\"of-list\">");
    raw("<h2 class=\"of-list\">")
        .t(fmt::format("group.{}", word(need)))
        .raw(" <span class=\"soft of-list\">");
    text(say_number(tongue_, count)).raw("</span></h2><span class=\"small of-list\">");
    t(fmt::format("group.{}.help", word(need))).raw("</span></th></tr>\n");
  }
  void row(const Line& line, bool same) {
    const RowPicture& row = line.row;
    raw(fmt::format("<tr role=\"row\" data-key=\"{}-{}\" class=\"{}{} of-list\">", row.citizen,
                    row.duty.number, word(row.need), same ? " same" : ""));
    raw("<td role=\"cell\" class=\"tick no-print of-list\"></td>");
    duty(line);
    citizen(row);
    who(row);
    raw("<td role=\"cell\" class=\"of-list\">");
    clocks(row.duty, row.part);
    raw("</td><td role=\"cell\" class=\"of-list\"><div class=\"act of-list\"></div></td></tr>\n");
  }
  void duty(const Line& line) {
    const RowPicture& row = line.row;
    raw("<th role=\"rowheader\" scope=\"row\" class=\"of-list\">");
    if (line.with.empty()) {
      if (row.duty.strand == Strand::none)
        text(say(tongue_, row.duty.name));
      else
        strand(row.duty.strand);
    } else {
      raw("<span class=\"small of-list\">").t("list.has").raw("</span> ");
      for (size_t i = 0; i < line.with.size(); ++i) raw(i == 0 ? "" : ", ").strand(line.with[i]);
    }
    if (!row.duty.said.empty()) raw("<span class=\"said of-list\">").text(row.duty.said).raw("</span>");
    if (!row.note.empty()) {
      raw("<span class=\"note of-list\">").text(row.note).raw("<span class=\"small of-list\">");
      text(row.note_by.name).raw(" ").moment(row.noted).raw("</span></span>");
    }
    raw("</th>");
  }
  Rows& strand(Strand one) { return t(fmt::format("strand.{}", word(one))); }
  void citizen(const RowPicture& row) {
    const std::string name = say_name(row.identity);
    raw("<td role=\"cell\" class=\"who of-list\"><a class=\"of-list\" href=\"/citizen/")
        .raw(std::to_string(row.citizen));
    raw("\">")
        .text(name.empty() ? words("citizen.number", {{"n", std::to_string(row.citizen)}}) : name)
        .raw("</a>");
    if (!row.identity.cpr.empty())
      raw(" <span class=\"small num of-list\">").text(say_cpr(row.identity.cpr)).raw("</span>");
    if (row.identity.erased) raw(" <span class=\"small of-list\">").t("citizen.erased").raw("</span>");
    const bool passed = row.discharge_expected < minute_;
    if (!row.discharge_expected.none() && row.stay != StayState::home)
      raw(passed ? " <span class=\"badge warn of-list\">" : " <span class=\"badge calm of-list\">")
          .t(passed ? "citizen.was-expected-home" : "citizen.expected-home")
          .raw(" ")
          .moment(row.discharge_expected)
          .raw("</span>");
    raw(" <span class=\"small of-list\">").t(fmt::format("stay.{}", word(row.stay)));
    if (!row.ward.name.empty())
      text(row.stay == StayState::home ? words("stay.from") : ", ").text(row.ward.name);
    raw("</span></td>");
  }
  void who(const RowPicture& row) {
    const DutyPicture& duty = row.duty;
    const auto named = [&](std::string_view key, const PartyPicture& one) {
      raw("<span class=\"small of-list\">").t(key).raw("</span> ").party(one);
    };
    raw("<td role=\"cell\" class=\"of-list\">");
    if (row.part == WorkPart::is_asked && !duty.holder.party.none()) {
      named("list.from", duty.holder);
      return void(raw("</td>"));
    }
    if (row.part == WorkPart::is_told && !duty.holder.party.none()) {
      named("list.holder", duty.holder);
    } else {
      t("list.we");
      if (!duty.assigned.party.none()) raw(" "), named("list.assigned", duty.assigned);
    }
    if (!duty.held_since.none())
      raw(" <span class=\"small of-list\">").t("duty.since").raw(" ").moment(duty.held_since).raw("</span>");
    if (!duty.asked.party.none()) {
      raw(" <span class=\"ask of-list\">");
      named("list.asked", duty.asked);
      raw("</span>");
    }
    raw("</td>");
  }
  // Clocks.svelte: what presses, in words first.
  void badge(std::string_view kind, std::string_view key, Duration span) {
    raw("<span class=\"badge ")
        .raw(kind)
        .raw(" of-clocks\">")
        .t(key, {{"time", length(span)}})
        .raw("</span>");
  }
  void small(std::string_view words, Instant at, bool by = true) {
    raw(" <small class=\"of-clocks\">").text(words).raw(" ").moment(at, by).raw("</small>");
  }
  void answers(const DutyPicture& duty, bool asks_us) {
    if (duty.answer_by.none() || duty.asked.party.none()) return;
    if (duty.answer_by < minute_)
      badge("bad", "clock.answer-late", minute_ - duty.answer_by);
    else
      badge(asks_us ? "warn" : "", asks_us ? "clock.answer-in" : "clock.answer-awaited",
            duty.answer_by - minute_);
    small(words("clock.answer-by"), duty.answer_by);
  }
  void silence(const DutyPicture& duty, WorkPart part) {
    if (duty.silent_since.none()) return;
    const bool is_late = !duty.asked.party.none() && !duty.answer_by.none() && duty.answer_by < minute_;
    const bool ours = part == WorkPart::is_asked || (part == WorkPart::holds && !is_late);
    badge("bad", ours ? "clock.silent-we" : "clock.silent", minute_ - duty.silent_since);
  }
  void clocks(const DutyPicture& duty, WorkPart part) {
    const bool asks_us = part == WorkPart::is_asked, late = !duty.due.none() && duty.due < minute_;
    const bool as_one = late && !duty.silent_since.none() &&
                        length(minute_ - duty.due) == length(minute_ - duty.silent_since);
    raw("<div class=\"clocks of-clocks\">");
    if (asks_us) answers(duty, asks_us);
    if (late) {
      if (as_one)
        silence(duty, part);
      else
        badge("bad", "clock.late", minute_ - duty.due);
      small(words("clock.due"), duty.due);
    }
    if (!as_one) silence(duty, part);
    if (!asks_us) answers(duty, asks_us);
    if (!late && !duty.due.none()) {
      badge(duty.due - minute_ < soon ? "warn" : "", "clock.in", duty.due - minute_);
      small(words("clock.due"), duty.due);
    }
    if (!duty.check_by.none()) small(words("clock.check"), duty.check_by);
    if (!duty.passes_at.none())
      small(duty.passes_to.name.empty() ? words("clock.passes-on")
                                        : words("clock.passes") + " " + duty.passes_to.name,
            duty.passes_at, false);
    if (!duty.visible && duty.strand == Strand::none)
      raw(" <small class=\"of-clocks\">").t("clock.unseen").raw("</small>");
    raw("</div>");
  }

  const NeedsAsked& asked_;
  const NeedsSeen& seen_;
  const PageFrame& frame_;
  Tongue tongue_;
  std::vector<Line> lines_;
  std::string whose_;
  Instant minute_;  // to the minute, as the screen counts (web/reach.svelte.ts)
  std::string html_;
};

}  // namespace

FirstShown first_rows(const NeedsAsked& asked, const NeedsSeen& seen, const Setting& setting,
                      const PageFrame& frame) {
  return Rows(asked, seen, setting, frame).made();
}

}  // namespace klynge::server
