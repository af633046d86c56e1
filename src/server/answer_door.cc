#include "server/answer_door.h"

#include <algorithm>

#include "server/answer_link.h"
#include "server/answer_page.h"

namespace klynge::server {
namespace {

constexpr size_t given_octets_max = 2000;

// One visit by a link; lives as long as a callback holds it.
struct Answering : std::enable_shared_from_this<Answering> {
  Answering(const DoorParts& p, Request r, Respond a)
      : parts(p), request(std::move(r)), respond(std::move(a)) {}

  const DoorParts& parts;
  Request request;
  Respond respond;
  AnswerFrame frame;
  Linked link;
  LinkedOffer offer;
  uint16_t wrong_codes = 0;

  std::string given(std::string_view name) const {
    std::string body = request.body;
    std::ranges::replace(body, '+', ' ');
    return query_value(body, name);
  }
  void end(LinkEnd how) { respond(link_ended_page(frame, how)); }

  // At the desk: what the record says of the link. False: it is over, and that was answered.
  bool find(Lookup& lookup, const Setting& setting) {
    auto record = lookup.fold(link.citizen);
    if (!record) return end(LinkEnd::not_now), false;
    const Duty* duty = record->duty(link.duty);
    if (duty == nullptr) return end(LinkEnd::over), false;
    frame.holder = picture_of(duty->holder, setting);
    if (!duty->open() || !duty->offer) return end(LinkEnd::over), false;
    offer = {duty->offer->to, duty->offer->made, duty->offer->link_until};
    wrong_codes = duty->offer->wrong_codes;
    const bool same = tag_of(parts.secrets, link.citizen, link.duty, offer) == link.tag;
    if (!same || frame.now >= offer.until) return end(LinkEnd::over), false;
    if (wrong_codes >= wrong_codes_at_most) return end(LinkEnd::locked), false;
    return true;
  }
  using Step = void (Answering::*)(Lookup&, const Setting&);
  void at_desk(Step step) {
    const bool taken =
        parts.desk.ask([self = shared_from_this(), step](Lookup& lookup, const Setting& setting) {
          if (self->find(lookup, setting)) (*self.*step)(lookup, setting);
        });
    if (!taken) end(LinkEnd::not_now);
  }

  void ask_code(Lookup&, const Setting&) { respond(code_page(frame, std::nullopt)); }
  void look(Lookup& lookup, const Setting& setting) { show(lookup, setting, false); }

  void show(Lookup& lookup, const Setting& setting, bool incomplete) {
    auto seen = lookup.citizen(link.citizen, Caller{offer.to, CallerRole::person}, setting, frame.now);
    if (!seen) return end(LinkEnd::not_now);
    const Duty* duty = *seen ? (*seen)->record.duty(link.duty) : nullptr;
    if (duty == nullptr || !(*seen)->permission.scope.own) return end(LinkEnd::over);
    OfferedDuty shown{.identity = (*seen)->identity,
                      .duty = picture_of((*seen)->record, *duty, setting),
                      .text = text_of_offer(**seen),
                      .pass = pass_of(parts.secrets, link),
                      .incomplete = incomplete};
    if (incomplete) {
      shown.name = given("name");
      shown.phone = given("phone");
      shown.words = given("words");
    }
    respond(offered_page(frame, shown));
  }
  std::string text_of_offer(const CitizenSeen& seen) const {
    for (const TimelineItem& item : seen.timeline) {
      for (const Fact& fact : item.facts) {
        const auto* offered = std::get_if<DutyOffered>(&fact);
        const bool is_it = offered != nullptr && offered->duty == link.duty && item.at == offer.made;
        if (is_it && offered->text != 0 && offered->text <= item.texts.size())
          return item.texts[offered->text - 1];
      }
    }
    return {};
  }

  void submit(Ask ask, Caller caller, Key id, std::vector<std::string> texts,
              std::function<void(Answering&, const Reply&)> then) {
    Act act;
    act.citizen = link.citizen;
    act.ask = std::move(ask);
    act.caller = caller;
    act.id = id;
    act.request = seal::keyed(parts.secrets, "api-request", request.path + "\n" + request.body);
    act.texts = std::move(texts);
    const bool taken = parts.writer.submit(std::move(act), Writer::Lane::interactive,
                                           [self = shared_from_this(), then = std::move(then)](Reply reply) {
                                             if (reply.how == Reply::How::not_now)
                                               return self->end(LinkEnd::not_now);
                                             then(*self, reply);
                                           });
    if (!taken) end(LinkEnd::not_now);
  }

  void try_code(Lookup&, const Setting&) {
    std::string code = given("code");
    std::erase_if(code, [](char c) { return c == ' ' || c == '-'; });
    const bool right = code == code_of(parts.secrets, link);
    const Bytes once = seal::random_of_machine()(16);
    submit(TryLink{link.duty, offer, right}, {parts.setting.operations, CallerRole::door},
           seal::keyed(parts.secrets, "answer-try", once), {}, [right](Answering& self, const Reply& reply) {
             if (reply.answer.refusal == Refusal::link_locked) return self.end(LinkEnd::locked);
             if (!reply.answer.ok()) return self.end(LinkEnd::over);
             if (right) return self.at_desk(&Answering::look);
             const uint16_t used = self.wrong_codes + 1;
             if (used >= wrong_codes_at_most) return self.end(LinkEnd::locked);
             self.respond(code_page(self.frame, wrong_codes_at_most - used));
           });
  }

  static std::optional<DeclineReason> reason_of(std::string_view text) {
    for (const DeclineReason reason :
         {DeclineReason::not_our_citizen, DeclineReason::no_capacity, DeclineReason::information_missing,
          DeclineReason::wrong_level, DeclineReason::other})
      if (word(reason) == text) return reason;
    return std::nullopt;
  }
  void take(Lookup& lookup, const Setting& setting) {
    if (given("pass") != pass_of(parts.secrets, link)) return respond(code_page(frame, std::nullopt));
    const std::string answer = given("answer"), name = given("name"), phone = given("phone");
    const bool accepts = answer == "accept";
    const auto reason = reason_of(answer);
    if ((!accepts && !reason) || name.empty() || phone.empty()) return show(lookup, setting, true);
    std::string text = name + ", " + phone;
    if (const std::string more = given("words"); !more.empty()) text += ": " + more;
    submit(AnswerByLink{link.duty, offer, accepts, reason.value_or(DeclineReason{}), 1},
           {offer.to, CallerRole::person}, seal::keyed(parts.secrets, "answer-given", request.path),
           {std::move(text)}, [accepts](Answering& self, const Reply& reply) {
             const bool done = reply.how == Reply::How::answered && reply.answer.ok();
             if (done) return self.respond(answered_page(self.frame, accepts));
             self.end(reply.answer.refusal == Refusal::link_locked ? LinkEnd::locked : LinkEnd::over);
           });
  }
};

// Nothing: not one of ours, which was answered.
std::shared_ptr<Answering> begin(const DoorParts& parts, Request request, Respond respond,
                                 const std::string& token) {
  auto answering = std::make_shared<Answering>(parts, std::move(request), std::move(respond));
  answering->frame.path = "/answer/" + token;
  answering->frame.demonstration = parts.demonstration;
  answering->frame.now = parts.now();
  if (query_value(answering->request.query, "lang") == "en") answering->frame.tongue = Tongue::english;
  auto link = read_token(parts.secrets, token);
  if (!link) {
    answering->frame.path = "/answer/x";  // what somebody made up is not repeated
    answering->end(LinkEnd::unknown);
    return nullptr;
  }
  answering->link = std::move(*link);
  return answering;
}

}  // namespace

void show_answer_link(const DoorParts& parts, Request request, Respond respond, std::string token) {
  const auto answering = begin(parts, std::move(request), std::move(respond), token);
  if (answering) answering->at_desk(&Answering::ask_code);
}

void take_answer(const DoorParts& parts, Request request, Respond respond, std::string token) {
  const auto answering = begin(parts, std::move(request), std::move(respond), token);
  if (!answering) return;
  if (answering->request.body.size() > given_octets_max) return answering->end(LinkEnd::not_now);
  answering->at_desk(answering->given("pass").empty() ? &Answering::try_code : &Answering::take);
}

Response answer_of_link(const Reply& reply, Instant until, const DoorParts& parts) {
  Response response = answer_of(reply, false, parts.setting.directory);
  if (response.status != 200) return response;
  Linked link{reply.citizen, reply.answer.duty, {}};
  link.tag = tag_of(parts.secrets, link.citizen, link.duty, {reply.answer.party, reply.answer.at, until});
  response.body.pop_back();  // the object goes on
  std::string more;
  json::Writer out(more);
  out.begin_object().field("url", "/answer/" + write_token(parts.secrets, link));
  out.field("code", code_of(parts.secrets, link)).field("until", format_utc(until)).end_object();
  response.body += "," + more.substr(1);
  return response;
}

}  // namespace klynge::server
