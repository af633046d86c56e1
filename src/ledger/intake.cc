#include "ledger/intake.h"

#include <zdict.h>
#include <zstd.h>

#include "base/hash.h"
#include "ledger/dictionary.h"

namespace klynge {
namespace {

constexpr int compression_level = 1;

struct Dictionaries {
  ZSTD_CDict* pack = nullptr;
  ZSTD_DDict* unpack = nullptr;
  unsigned id = 0;
};

const Dictionaries& dictionaries() {
  static const Dictionaries loaded = [] {
    const View bytes = shipped_dictionary();
    Dictionaries d;
    if (bytes.empty()) return d;
    d.pack = ZSTD_createCDict(bytes.data(), bytes.size(), compression_level);
    d.unpack = ZSTD_createDDict(bytes.data(), bytes.size());
    d.id = ZDICT_getDictID(bytes.data(), bytes.size());
    return d;
  }();
  return loaded;
}

struct Packer {
  ZSTD_CCtx* context = ZSTD_createCCtx();
  Packer() = default;
  Packer(const Packer&) = delete;
  Packer& operator=(const Packer&) = delete;
  ~Packer() { ZSTD_freeCCtx(context); }
};

struct Unpacker {
  ZSTD_DCtx* context = ZSTD_createDCtx();
  Unpacker() = default;
  Unpacker(const Unpacker&) = delete;
  Unpacker& operator=(const Unpacker&) = delete;
  ~Unpacker() { ZSTD_freeDCtx(context); }
};

// Course ids come with and without hyphens (OIOXML leaves them out) and in either case: one key for all.
std::string plain_course_id(View value) {
  std::string plain;
  if (value.starts_with("urn:uuid:")) value.remove_prefix(9);
  for (char c : value) {
    if (c == '-') continue;
    plain.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  }
  return plain;
}

}  // namespace

Bytes pack(View bytes) {
  thread_local Packer packer;
  const Dictionaries& d = dictionaries();
  Bytes out(ZSTD_compressBound(bytes.size()), '\0');
  const size_t n = d.pack != nullptr ? ZSTD_compress_usingCDict(packer.context, out.data(), out.size(),
                                                                bytes.data(), bytes.size(), d.pack)
                                     : ZSTD_compressCCtx(packer.context, out.data(), out.size(), bytes.data(),
                                                         bytes.size(), compression_level);
  if (ZSTD_isError(n)) std::abort();  // cannot happen: the output is large enough
  out.resize(n);
  return out;
}

Result<Bytes> unpack(View packed, size_t limit_bytes) {
  thread_local Unpacker unpacker;
  const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > limit_bytes)
    return not_understood("body", "expected a packed message of known size within the limit");
  const Dictionaries& d = dictionaries();
  const unsigned id = ZSTD_getDictID_fromFrame(packed.data(), packed.size());
  if (id != 0 && id != d.id)
    return refused("body", "packed with a dictionary that this Klynge does not have");
  Bytes out(size, '\0');
  const size_t n =
      id == 0 ? ZSTD_decompressDCtx(unpacker.context, out.data(), out.size(), packed.data(), packed.size())
              : ZSTD_decompress_usingDDict(unpacker.context, out.data(), out.size(), packed.data(),
                                           packed.size(), d.unpack);
  if (ZSTD_isError(n) || n != size) return not_understood("body", "the packed message is damaged");
  return out;
}

Key course_key(const seal::Secrets& secrets, View value) {
  return seal::keyed(secrets, "course", plain_course_id(value));
}

Result<> keep_when_wanted(Prepared& prepared, View bytes,
                          const std::function<Result<bool>(const AskWhetherKept&)>& wanted,
                          store::Contents* contents, const seal::Random& random) {
  if (!prepared.is_large()) return Done{};
  if (contents == nullptr) return not_now("content", "there is no place for large messages here");
  const AskWhetherKept ask{prepared.message, prepared.citizen, prepared.about().value_or(Instant{})};
  auto answer = wanted(ask);
  if (!answer || !*answer) return answer ? Result<>(Done{}) : Result<>(answer.problem());
  auto kept = keep_content(bytes, *contents, random);
  if (!kept) return kept.problem();
  prepared.kept = std::move(*kept);
  return Done{};
}

Key thread_key(const seal::Secrets& secrets, View id) {
  return seal::keyed(secrets, "thread", id);
}

std::optional<Instant> Prepared::about() const {
  if (reading.notification) return reading.notification->event.at;
  if (reading.letter) return reading.letter->sent.at;
  if (reading.observation) return reading.observation->issued.at;
  return std::nullopt;
}

Prepared prepare(View bytes, const seal::Secrets& secrets) {
  Prepared p;
  p.reading = message::read(bytes);
  p.size_bytes = static_cast<uint32_t>(bytes.size());
  if (!p.is_large()) p.packed = pack(bytes);
  if (const auto& header = p.reading.header; header && !header->message_id.empty()) {
    p.message = seal::keyed(secrets, "message", header->message_id);
    if (!header->bundle_id.empty()) p.envelope = seal::keyed(secrets, "envelope", header->bundle_id);
    if (p.reading.document) p.content = seal::keyed(secrets, "content", message::content_digest(p.reading));
  }
  const auto about = [&](const auto& said) {
    p.citizen = seal::keyed(secrets, "cpr", said.cpr);
    for (const auto& episode : said.episodes) p.courses.push_back(course_key(secrets, episode.value));
    for (const auto& link : said.chain)
      if (link.message_id != p.reading.header->message_id)
        p.chain.push_back(seal::keyed(secrets, "message", link.message_id));
    if (!said.chain.empty() && !said.chain.back().previous_message_id.empty())
      p.previous = seal::keyed(secrets, "message", said.chain.back().previous_message_id);
  };
  if (p.reading.notification) about(*p.reading.notification);
  if (p.reading.observation) about(*p.reading.observation);
  if (const auto& said = p.reading.acknowledgement)
    p.acknowledged = seal::keyed(secrets, "message", said->acknowledged_message_id);
  if (p.reading.letter) {
    about(*p.reading.letter);
    p.thread = thread_key(secrets, p.reading.letter->thread_id);
  }
  return p;
}

}  // namespace klynge
