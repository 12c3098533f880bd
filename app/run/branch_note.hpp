#pragma once
#include "core/units.hpp"

#include <filesystem>
#include <optional>

namespace trabecula {

/// Where a branch is to begin; kept in its folder until it has a checkpoint of its own, so that `--resume` finds it.
struct BranchNote {
    std::filesystem::path run;
    Hours at;
};

inline constexpr const char* branch_note_file = "beginning.json";

/// @throws FileError  it cannot be written
void write_branch_note(const std::filesystem::path& folder, const BranchNote& note);

/// @return absent where there is none
/// @throws InputError  it is damaged
std::optional<BranchNote> read_branch_note(const std::filesystem::path& folder);

void remove_branch_note(const std::filesystem::path& folder);

}  // namespace trabecula
