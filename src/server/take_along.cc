#include "server/take_along.h"

#include <algorithm>
#include <charconv>

#include "server/api.h"
#include "server/gzip.h"
#include "server/need_list.h"

namespace klynge::server {
namespace {

constexpr size_t rows_at_most = 500;
constexpr size_t remembered_at_most = 6;       // of older notes and measured values
constexpr Duration look_ahead = pocket_lasts;  // whom to call is known for so long
constexpr Duration step = minutes(15);         // tables and shifts begin at a quarter
constexpr View reason = "taken-along";         // as who looks reads it in the access stream

using Answers = std::vector<CitizenPicture::AnswerPicture>;

Instant yesterday(Instant now) {
  return denmark_time(civil_from_days(days_from_civil(denmark_date(now)) - 1), {});
}

bool is_worth_remembering(const CitizenPicture::Moment& moment) {
  return std::ranges::any_of(
      moment.happened, [](const auto& one) { return one.first == "duty-noted" || one.first == "measured"; });
}

// What is open now, what has happened since yesterday, and the latest that was noted and measured. Letters,
// what is over and the drawing stay at home.
void leave_behind(CitizenPicture& picture, Instant since) {
  std::erase_if(picture.courses, [](const CoursePicture& course) { return !course.closed.none(); });
  for (CoursePicture& course : picture.courses) course.ended.clear();
  picture.threads.clear();
  picture.drafts.clear();
  picture.barred.clear();
  std::erase_if(picture.questions, [](const QuestionPicture& one) { return !one.answer.empty(); });
  picture.history = {};
  picture.tasks.clear();
  picture.parties.clear();
  size_t remembered = 0;
  std::vector<CitizenPicture::Moment> kept;
  for (auto moment = picture.timeline.rbegin(); moment != picture.timeline.rend(); ++moment) {
    const bool older = moment->at < since;
    if (older && (!is_worth_remembering(*moment) || ++remembered > remembered_at_most)) continue;
    kept.push_back(std::move(*moment));
  }
  std::ranges::reverse(kept);
  picture.timeline = std::move(kept);
}

Answers answers_at(const CitizenSeen& seen, const Setting& setting, Instant at) {
  CitizenPicture blank;
  answer(blank, seen, setting, Asker::nurse, at);
  return std::move(blank.answers);
}

bool say_the_same(const Answers& a, const Answers& b) {
  return std::ranges::equal(a, b, [](const auto& x, const auto& y) {
    return x.course == y.course && x.about == y.about && x.name.da == y.name.da && x.phone == y.phone;
  });
}

// The right number at this hour and at those to come: who answers changes with the clock, net or no net.
void write_calls(const CitizenSeen& seen, const Setting& setting, Instant now, json::Writer& out) {
  out.key("calls").begin_array();
  std::optional<Answers> before;
  for (Instant at = now; at < now + look_ahead; at = at + step - Duration{(at + step).us % step.us}) {
    Answers answers = answers_at(seen, setting, at);
    if (before && say_the_same(*before, answers)) continue;
    out.begin_object().field("from", format_utc(at)).key("answers").begin_array();
    for (const auto& one : answers) write_json(one, out);
    out.end_array().end_object();
    before = std::move(answers);
  }
  out.end_array();
}

// One request, on its way from citizen to citizen.
class Taking : public std::enable_shared_from_this<Taking> {
 public:
  Taking(Desk& desk, AlongAsked asked, Respond respond)
      : desk_(desk), asked_(std::move(asked)), respond_(std::move(respond)) {
    asked_.viewer.reason = reason;
  }

  void begin() {
    go_on([](Taking& self, Lookup& lookup, const Setting& setting) { self.list(lookup, setting); });
  }

 private:
  void go_on(void (*step_of)(Taking&, Lookup&, const Setting&)) {
    const bool taken =
        desk_.ask([self = shared_from_this(), step_of](Lookup& lookup, const Setting& setting) {
          step_of(*self, lookup, setting);
        });
    if (!taken) respond_(not_now("Too much is waiting."));
  }
  void next() {
    go_on([](Taking& self, Lookup& lookup, const Setting& setting) { self.citizen(lookup, setting); });
  }

  void list(Lookup& lookup, const Setting& setting) {
    auto seen =
        lookup.needs({.list = asked_.list, .limit = rows_at_most}, asked_.viewer, setting, asked_.now);
    if (!seen) return respond_(problem(seen.problem()));
    size_t all = 0;
    for (const auto& [need, sum] : seen->sums) all += sum;
    for (const NeedsSeen::Row& row : seen->rows) {
      const CitizenNumber citizen = row.listed.row.citizen;
      const bool known = std::ranges::find(citizens_, citizen) != citizens_.end();
      if (!known && citizens_.size() < along_at_most) citizens_.push_back(citizen);
    }
    std::erase_if(seen->rows, [&](const NeedsSeen::Row& row) {
      return std::ranges::find(citizens_, row.listed.row.citizen) == citizens_.end();
    });
    seen->more = false;
    out_.begin_object().field("pocket", asked_.pocket.id).field("key", asked_.pocket.key);
    out_.key("seconds").number(asked_.seconds);
    out_.key("left_out").unsigned_number(all - seen->rows.size());
    out_.key("list");
    write_json(*seen, asked_.list, setting, asked_.now, out_);
    out_.key("citizens").begin_array();
    next();
  }

  void citizen(Lookup& lookup, const Setting& setting) {
    if (at_ == citizens_.size()) return done();
    const CitizenNumber one = citizens_[at_++];
    if (std::ranges::find(asked_.has, one) != asked_.has.end()) {
      auto record = lookup.fold(one);
      if (!record) return respond_(problem(record.problem()));
      if (record->last <= asked_.since) return next();
    }
    auto seen = lookup.citizen(one, asked_.viewer, setting, asked_.now);
    if (!seen) return respond_(problem(seen.problem()));
    if (*seen && !(*seen)->permission.scope.none()) {
      CitizenPicture picture = picture_of(**seen, setting);
      leave_behind(picture, yesterday(asked_.now));
      out_.begin_object().key("citizen");
      write_json(picture, asked_.now, out_);
      write_calls(**seen, setting, asked_.now, out_);
      out_.end_object();
    }
    next();
  }

  void done() {
    out_.end_array().end_object();
    Response response{200, "application/json", std::move(body_), {{"Cache-Control", "no-store"}}};
    pack(response, asked_.accept_encoding);
    respond_(std::move(response));
  }

  Desk& desk_;
  AlongAsked asked_;
  Respond respond_;
  std::string body_;
  json::Writer out_{body_};
  std::vector<CitizenNumber> citizens_;
  size_t at_ = 0;
};

}  // namespace

Result<AlongRead> read_along(View body) {
  auto document = json::Document::parse(body);
  if (!document || !document->root().is_object()) return not_understood("", "a JSON object was expected");
  const auto number = [](const json::Node* node, View where) -> Result<uint64_t> {
    uint64_t value = 0;
    const View text = node->text;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size())
      return not_understood(std::string(where), "a whole number was expected");
    return value;
  };
  AlongRead read;
  for (const json::Node* node = document->root().first; node != nullptr; node = node->next) {
    if (node->key == "pocket" && node->is_string()) {
      read.pocket = node->text;
    } else if (node->key == "party" && node->is_string()) {
      auto sor = number(node, "party");
      if (!sor) return sor.problem();
      read.party.sor = *sor;
    } else if (node->key == "since" && node->kind == json::Kind::number) {
      auto since = number(node, "since");
      if (!since) return since.problem();
      read.since = *since;
    } else if (node->key == "has" && node->kind == json::Kind::array) {
      for (const json::Node* each = node->first; each != nullptr; each = each->next) {
        auto citizen = number(each, "has");
        if (!citizen) return citizen.problem();
        if (read.has.size() < along_at_most) read.has.push_back(*citizen);
      }
    } else {
      return not_understood(std::string(node->key), "this member is not known here, or of another kind");
    }
  }
  return read;
}

void take_along(Desk& desk, AlongAsked asked, Respond respond) {
  std::make_shared<Taking>(desk, std::move(asked), std::move(respond))->begin();
}

}  // namespace klynge::server
