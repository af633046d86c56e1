#include "ledger/seal/cipher.h"

#include <openssl/evp.h>

#include <climits>
#include <cstdlib>
#include <cstring>

namespace klynge::seal {
namespace {

constexpr size_t hash_block_bytes = 64;

void require(bool holds) {
  if (!holds) std::abort();
}

const unsigned char* octets(View bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

int length(View bytes) {
  require(bytes.size() <= INT_MAX);
  return static_cast<int>(bytes.size());
}

template <auto Free>
struct With {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};

// Looked up once in the process: that takes longer than all else here.
const EVP_MD* sha256_method() {
  static const EVP_MD* const method = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return method;
}
const EVP_CIPHER* gcm_method() {
  static const EVP_CIPHER* const method = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  return method;
}

}  // namespace

SecretKey::SecretKey(View raw) {
  require(raw.size() == octets.size());
  std::memcpy(octets.data(), raw.data(), octets.size());
}

struct Cipher::Contexts {
  std::unique_ptr<EVP_MD_CTX, With<EVP_MD_CTX_free>> hash{EVP_MD_CTX_new()};
  std::unique_ptr<EVP_CIPHER_CTX, With<EVP_CIPHER_CTX_free>> encrypt{EVP_CIPHER_CTX_new()};
  std::unique_ptr<EVP_CIPHER_CTX, With<EVP_CIPHER_CTX_free>> decrypt{EVP_CIPHER_CTX_new()};

  Contexts() {
    require(hash && encrypt && decrypt && sha256_method() && gcm_method());
    require(EVP_EncryptInit_ex2(encrypt.get(), gcm_method(), nullptr, nullptr, nullptr) == 1);
    require(EVP_DecryptInit_ex2(decrypt.get(), gcm_method(), nullptr, nullptr, nullptr) == 1);
  }

  void hash_of(View first, View second, unsigned char* out) {
    require(EVP_DigestInit_ex2(hash.get(), sha256_method(), nullptr) == 1 &&
            EVP_DigestUpdate(hash.get(), first.data(), first.size()) == 1 &&
            EVP_DigestUpdate(hash.get(), second.data(), second.size()) == 1 &&
            EVP_DigestFinal_ex(hash.get(), out, nullptr) == 1);
  }
};

Cipher::Cipher() : contexts_(std::make_unique<Contexts>()) {}
Cipher::~Cipher() = default;

// RFC 2104, as in base/hash.cc, but nothing made from a key is left in freed memory.
SecretKey Cipher::derive(const SecretKey& from, View label) {
  std::array<char, hash_block_bytes> block;
  const auto pad = [&](char with) {
    block.fill(with);
    for (size_t i = 0; i < from.octets.size(); ++i) block[i] = static_cast<char>(from.octets[i] ^ with);
    return View(block.data(), block.size());
  };
  SecretKey inner, out;
  contexts_->hash_of(pad(0x36), label, inner.octets.data());
  contexts_->hash_of(pad(0x5c), inner.view(), out.octets.data());
  OPENSSL_cleanse(block.data(), block.size());
  return out;
}

void Cipher::encrypt(const SecretKey& key, View nonce, View associated, View plain, Bytes& out) {
  require(nonce.size() == nonce_bytes);
  EVP_CIPHER_CTX* const context = contexts_->encrypt.get();
  const size_t from = out.size();
  out.resize(from + plain.size() + tag_bytes);
  auto* const to = reinterpret_cast<unsigned char*>(out.data() + from);
  int n = 0, last = 0;
  require(EVP_EncryptInit_ex2(context, nullptr, key.octets.data(), octets(nonce), nullptr) == 1 &&
          EVP_EncryptUpdate(context, nullptr, &n, octets(associated), length(associated)) == 1 &&
          EVP_EncryptUpdate(context, to, &n, octets(plain), length(plain)) == 1 &&
          EVP_EncryptFinal_ex(context, to + n, &last) == 1 &&
          EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, tag_bytes, to + plain.size()) == 1);
}

std::optional<Bytes> Cipher::decrypt(const SecretKey& key, View nonce, View associated, View sealed) {
  require(nonce.size() == nonce_bytes);
  if (sealed.size() < tag_bytes || sealed.size() > INT_MAX) return std::nullopt;
  EVP_CIPHER_CTX* const context = contexts_->decrypt.get();
  const View text = sealed.substr(0, sealed.size() - tag_bytes);
  std::array<unsigned char, tag_bytes> tag;
  std::memcpy(tag.data(), sealed.data() + text.size(), tag_bytes);
  Bytes out(text.size(), '\0');
  auto* const to = reinterpret_cast<unsigned char*>(out.data());
  int n = 0, last = 0;
  require(EVP_DecryptInit_ex2(context, nullptr, key.octets.data(), octets(nonce), nullptr) == 1 &&
          EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, tag_bytes, tag.data()) == 1 &&
          EVP_DecryptUpdate(context, nullptr, &n, octets(associated), length(associated)) == 1 &&
          EVP_DecryptUpdate(context, to, &n, octets(text), length(text)) == 1);
  if (EVP_DecryptFinal_ex(context, to + n, &last) == 1) return out;
  OPENSSL_cleanse(out.data(), out.size());  // it is not what was sealed; nobody may act on it
  return std::nullopt;
}

}  // namespace klynge::seal
