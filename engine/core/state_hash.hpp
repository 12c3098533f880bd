#pragma once
#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace trabecula {

/// Streaming 128-bit hash (XXH3), for the hash of a state and the check sums of files; not cryptographic.
class StateHash {
  public:
    StateHash();
    ~StateHash();
    StateHash(const StateHash&) = delete;
    StateHash& operator=(const StateHash&) = delete;

    void add(std::span<const std::byte> bytes);
    void add(std::string_view text) { add(std::as_bytes(std::span(text))); }

    /// 32 hexadecimal digits of all bytes added so far.
    std::string digest() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Digest of a file's bytes; of nothing when it cannot be read.
std::string file_digest(const std::filesystem::path& file);

}  // namespace trabecula
