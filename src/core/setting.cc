#include "core/setting.h"

#include <algorithm>

namespace klynge {
namespace {

bool lasts(Instant from, Instant to, Instant on) {
  return !from.none() && from <= on && (to.none() || on < to);
}

}  // namespace

void Directory::add(PartyInfo info) {
  const auto place = std::ranges::lower_bound(parties_, info.party, {}, &PartyInfo::party);
  if (place != parties_.end() && place->party == info.party) {
    *place = std::move(info);
  } else {
    parties_.insert(place, std::move(info));
  }
}

const PartyInfo* Directory::find(Party party) const {
  const auto found = std::ranges::lower_bound(parties_, party, {}, &PartyInfo::party);
  return found != parties_.end() && found->party == party ? &*found : nullptr;
}

bool Directory::exists(Party party, Instant on) const {
  const PartyInfo* info = find(party);
  return info != nullptr && !party.none() && info->from <= on && (info->to.none() || on < info->to);
}

bool Directory::answers_here(Party party, Instant on) const {
  const PartyInfo* info = find(party);
  return info != nullptr && lasts(info->answers_here_from, info->answers_here_to, on);
}

bool Directory::messages_here(Party party, Instant on) const {
  const PartyInfo* info = find(party);
  const auto come = [on](const PartyInfo* one) {
    return one != nullptr && lasts(one->messages_here_from, one->messages_here_to, on);
  };
  return come(info) || (info != nullptr && info->organisation != 0 && come(find({info->organisation})));
}

uint64_t Directory::organisation_of(Party party) const {
  const PartyInfo* info = find(party);
  return info == nullptr || info->organisation == 0 ? party.sor : info->organisation;
}

bool Directory::same_organisation(Party a, Party b) const {
  return !a.none() && organisation_of(a) == organisation_of(b);
}

std::string_view Directory::own_or_organisations(Party party, std::string PartyInfo::* what) const {
  const PartyInfo* info = find(party);
  if (info == nullptr || !(info->*what).empty()) return info == nullptr ? std::string_view() : info->*what;
  const PartyInfo* organisation = find({info->organisation});
  return organisation == nullptr ? std::string_view() : organisation->*what;
}

std::string_view Directory::municipality_of(Party party) const {
  return own_or_organisations(party, &PartyInfo::municipality);
}

std::string_view Directory::region_of(Party party) const {
  return own_or_organisations(party, &PartyInfo::region);
}

std::string_view Directory::specialty_of(Party party) const {
  const PartyInfo* info = find(party);
  return info == nullptr ? std::string_view() : info->specialty;
}

const std::vector<std::string>& Directory::areas_of(Party party) const {
  static const std::vector<std::string> none;
  const PartyInfo* info = find(party);
  if (info != nullptr && info->areas.empty() && info->organisation != party.sor)
    info = find({info->organisation});
  return info == nullptr ? none : info->areas;
}

const Handover* Directory::handover(Party holder, std::string_view task) const {
  const auto said_by = [&](Party party) -> const Handover* {
    const PartyInfo* info = find(party);
    if (info == nullptr) return nullptr;
    const auto found = std::ranges::find(info->hands_over, task, &Handover::task);
    return found != info->hands_over.end() ? &*found : nullptr;
  };
  if (const Handover* own = said_by(holder)) return own;
  const PartyInfo* info = find(holder);
  return info == nullptr ? nullptr : said_by({info->organisation});
}

const PostRule* Setting::post_to(Party party) const {
  if (!post) return nullptr;
  const auto found = std::ranges::find(*post, party, &PostRule::to);
  return found == post->end() ? nullptr : &*found;
}

bool Setting::reaches(Party party) const {
  return !post || answers_for(party) || post_to(party) != nullptr;
}

bool Setting::answers_for(Party party) const {
  return std::ranges::binary_search(acts_for, party.sor);
}

const Pathway* Setting::pathway(std::string_view id, Instant at) const {
  const Pathway* found = nullptr;
  for (const Pathway& one : pathways) {
    const bool valid = one.valid_from <= at && (one.valid_to.none() || at < one.valid_to);
    if (one.id == id && valid && (found == nullptr || found->version < one.version)) found = &one;
  }
  return found;
}

const Pathway* Setting::pathway(std::string_view id, uint16_t version) const {
  const auto found = std::ranges::find_if(
      pathways, [&](const Pathway& one) { return one.id == id && one.version == version; });
  return found != pathways.end() ? &*found : nullptr;
}

}  // namespace klynge
