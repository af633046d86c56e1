#include "server/answer_link.h"

#include "ledger/seal/cipher.h"

namespace klynge::server {
namespace {

constexpr size_t tag_octets = seal::nonce_bytes, plain_octets = 10;
constexpr uint64_t codes = 100'000'000;

seal::SecretKey token_key(const seal::Secrets& secrets) {
  Bytes raw(octets_of(seal::keyed(secrets, "answer-link-key", "1")));
  raw += octets_of(seal::keyed(secrets, "answer-link-key", "2"));
  return seal::SecretKey(raw);
}

Bytes named_by(const Linked& link) {
  Bytes out = link.tag;
  put_u64(out, link.citizen);
  put_u16(out, link.duty);
  return out;
}

}  // namespace

Bytes tag_of(const seal::Secrets& secrets, CitizenNumber citizen, uint16_t duty, const LinkedOffer& offer) {
  Bytes named;
  put_u64(named, citizen);
  put_u16(named, duty);
  put_u64(named, offer.to.sor);
  put_u64(named, static_cast<uint64_t>(offer.made.us));
  put_u64(named, static_cast<uint64_t>(offer.until.us));
  return Bytes(octets_of(seal::keyed(secrets, "answer-link", named)).substr(0, tag_octets));
}

std::string write_token(const seal::Secrets& secrets, const Linked& link) {
  Bytes plain;
  put_u64(plain, link.citizen);
  put_u16(plain, link.duty);
  // The tag is the nonce: it is another for every other text.
  Bytes token = link.tag;
  seal::Cipher().encrypt(token_key(secrets), link.tag, "answer-link", plain, token);
  return to_hex(token);
}

std::optional<Linked> read_token(const seal::Secrets& secrets, std::string_view token) {
  const auto raw = from_hex(token);
  if (!raw || raw->size() != tag_octets + plain_octets + seal::tag_bytes) return std::nullopt;
  const View tag = View(*raw).substr(0, tag_octets);
  const auto plain =
      seal::Cipher().decrypt(token_key(secrets), tag, "answer-link", View(*raw).substr(tag_octets));
  if (!plain || plain->size() != plain_octets) return std::nullopt;
  return Linked{get_u64(*plain, 0), get_u16(*plain, 8), Bytes(tag)};
}

std::string code_of(const seal::Secrets& secrets, const Linked& link) {
  const std::string digits = std::to_string(seal::keyed_u64(secrets, "answer-code", named_by(link)) % codes);
  return std::string(8 - digits.size(), '0') + digits;
}

std::string pass_of(const seal::Secrets& secrets, const Linked& link) {
  return to_hex(octets_of(seal::keyed(secrets, "answer-pass", named_by(link))));
}

}  // namespace klynge::server
