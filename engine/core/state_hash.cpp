#include "core/state_hash.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <fstream>
#include <new>
#include <vector>

namespace trabecula {

struct StateHash::State {
    XXH3_state_t* value = XXH3_createState();
    State()
    {
        if (value == nullptr) throw std::bad_alloc();
        XXH3_128bits_reset(value);
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() { XXH3_freeState(value); }
};

StateHash::StateHash() : state_(std::make_unique<State>()) {}
StateHash::~StateHash() = default;

void StateHash::add(std::span<const std::byte> bytes)
{
    if (!bytes.empty()) XXH3_128bits_update(state_->value, bytes.data(), bytes.size());
}

std::string StateHash::digest() const
{
    const XXH128_hash_t hash = XXH3_128bits_digest(state_->value);
    return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

std::string file_digest(const std::filesystem::path& file)
{
    StateHash hash;
    std::ifstream stream(file, std::ios::binary);
    std::vector<char> part(1U << 20U);
    while (stream) {
        stream.read(part.data(), static_cast<std::streamsize>(part.size()));
        hash.add(std::as_bytes(std::span(part.data(), static_cast<std::size_t>(stream.gcount()))));
    }
    return hash.digest();
}

}  // namespace trabecula
